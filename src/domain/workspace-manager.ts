/** Whom somebody can ask who is no manager. */
export interface WhomToAsk {
  /** Who leads the team; none where nobody does, or where that is not known just now. */
  managerIds: readonly string[];
  /** Slack's admins may say who leads the team. */
  mayChoose: boolean;
}
