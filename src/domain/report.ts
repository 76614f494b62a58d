/** In characters as people count them. */
export const maxReasonLength = 500;
/** So many reports of one person's can be open at a time, so that nobody silences a team. */
export const mostOpenReports = 5;

/** What managers decide about a win that was reported. */
export type ReportDecision = 'kept' | 'taken-down';

/** What became of a report; `gone`: the win was off the wall before anybody decided. */
export type ReportState = 'open' | ReportDecision | 'gone';

/** How it stands with what managers are asked about a win. */
export interface Review {
  round: number;
  isOpen: boolean;
  how?: ReportDecision | null | undefined;
  byId?: string | null | undefined;
  at?: Date | null | undefined;
  edition?: number | null | undefined;
}

/** What managers kept is not folded again: a second report must not silence it. Its author may have changed it since. */
export const foldsWin = (review: Review | null | undefined, edition: number): boolean =>
  review?.how !== 'kept' || review.edition !== edition;

/** What managers decided after a report came, if they have. */
export const decisionSince = (review: Review | null | undefined, at: Date): ReportDecision | undefined =>
  review && !review.isOpen && review.at && review.at >= at ? (review.how ?? undefined) : undefined;

export type FileRefusal =
  | 'already'
  | 'too-many'
  | 'gone'
  | 'forgotten'
  | 'hidden'
  | 'not-eligible'
  | 'blank'
  | 'too-long';

/** What became of somebody's report. `isFolded`: nobody sees the win until managers decide. */
export type FileOutcome =
  | { kind: 'reported'; isFolded: boolean; mayDecide: boolean; winId: string }
  | { kind: FileRefusal };

export type DecideOutcome =
  | { kind: 'decided'; how: ReportDecision }
  | { kind: 'decided-before'; how: ReportDecision; byId: string }
  | { kind: 'not-allowed' | 'gone' | 'forgotten' };
