/** How much of somebody's day an action takes, smallest first. */
export const actionSizes = ['twoMinutes', 'tenMinutes', 'bold'] as const;
export type ActionSize = (typeof actionSizes)[number];

export interface PackAction {
  /** Unique in its pack and stable: texts and order may change, what is stored refers to this. */
  id: string;
  text: string;
}

export interface PackDay {
  id: string;
  theme: string;
  why: string;
  /** Whoever does it plans something for a customer: saving that plan takes the day as done. */
  makesPlan?: boolean | undefined;
  actions: Readonly<Record<ActionSize, readonly PackAction[]>>;
}

/** A challenge's words. Plain text: views escape it like any other. */
export interface ChallengePack {
  id: string;
  name: string;
  /** Where it fits, when it does not fit everywhere: "the United Kingdom". */
  suits?: string | undefined;
  invitation: string;
  closing: string;
  days: readonly PackDay[];
}
