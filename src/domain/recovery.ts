import type { CalendarDay } from './calendar.ts';

/** What went wrong, by which remedies are found (content/recovery.yml). Stored by these ids. */
export const problems = ['late', 'wrong', 'broken', 'rude', 'unreachable', 'overcharged', 'other'] as const;
export type Problem = (typeof problems)[number];

/** How bad it is for the customer. */
export const severities = ['annoying', 'hurt', 'serious'] as const;
export type Severity = (typeof severities)[number];

/** What is to be done, in the order in which it is shown. Any order is right. Stored by these ids. */
export const recoverySteps = ['call', 'listen', 'own', 'offer', 'fixed', 'followUp'] as const;
export type RecoveryStep = (typeof recoverySteps)[number];

/** What it came of: of how we work, never of whom. */
export const causes = ['people', 'process', 'product', 'promise', 'partner'] as const;
export type Cause = (typeof causes)[number];

/** Being worked on; put right, and to be asked after; over. Or opened by mistake, and taken back. */
export const recoveryStates = ['open', 'right', 'closed', 'taken-back'] as const;
export type RecoveryState = (typeof recoveryStates)[number];
/** Those in which there is something to do. */
export const workingStates = ['open', 'right'] as const satisfies readonly RecoveryState[];

/** In UTF-16 code units, as Slack counts in a form. */
export const maxWhatUnits = 500;
export const maxAliasUnits = 80;
export const maxOfferUnits = 500;
export const maxCostUnits = 80;
export const maxRecoveryHelpers = 10;

/** So long whoever opened it by mistake can take it back, as long as nothing was done. */
export const takeBackWithinMs = 24 * 3_600_000;

const isOneOf =
  <T extends string>(all: readonly T[]) =>
  (value: string | undefined): value is T =>
    all.some((each) => each === value);

export const isProblem = isOneOf(problems);
export const isSeverity = isOneOf(severities);
export const isRecoveryStep = isOneOf(recoverySteps);
export const isCause = isOneOf(causes);

/** That something was done: when and by whom. */
export interface Done {
  at: Date;
  byId: string;
}

/** What is written down when one is opened. */
export interface RecoveryWords {
  problem: Problem;
  what: string;
  customerAlias: string | undefined;
  severity: Severity;
  doesCustomerKnow: boolean;
}

/** Who works on it. */
export interface RecoveryTeam {
  ownerId: string;
  helperIds: readonly string[];
}

/** What fits this person, and by when. */
export interface RecoveryPlan {
  offer: string | undefined;
  cost: string | undefined;
  fixBy: CalendarDay | undefined;
  followUpOn: CalendarDay | undefined;
  /** When they are told once how it stands, while it takes longer. `said`: they were, and there is no second. */
  updateDueAt: Date | undefined | 'said';
}

/** What it was before it was reopened. */
export interface BeforeReopened {
  call?: Done | null | undefined;
  fixed?: Done | null | undefined;
  followUp?: Done | null | undefined;
  /** Absent of what an earlier version reopened: it let the first word stand, and when that was due. */
  contactDueAt?: Date | null | undefined;
  closedAt?: Date | null | undefined;
  closedBy?: string | null | undefined;
  cause?: Cause | null | undefined;
  change?: string | null | undefined;
}

/** One more time that it was not right after all. */
export interface Reopened extends Done {
  was?: BeforeReopened | null | undefined;
}

/** What the rules need to know of one. */
export interface RecoveryProgress {
  state: RecoveryState;
  steps: Readonly<Partial<Record<RecoveryStep, Done | null | undefined>>>;
  update?: { sentAt?: Date | null | undefined } | null | undefined;
  reopened?: readonly Reopened[] | null | undefined;
}

/** What a card says, as it is stored. */
export interface RecoveryFacts extends RecoveryProgress, RecoveryTeam {
  _id: string;
  openedBy: string;
  openedAt: Date;
  what: string;
  problem: Problem;
  customerAlias?: string | null | undefined;
  severity: Severity;
  doesCustomerKnow: boolean;
  contactDueAt: Date;
  offer?: string | null | undefined;
  cost?: string | null | undefined;
  fixBy?: CalendarDay | null | undefined;
  followUpOn?: CalendarDay | null | undefined;
  update?:
    | { dueAt: Date; sentAt?: Date | null | undefined; byId?: string | null | undefined }
    | null
    | undefined;
  closedAt?: Date | null | undefined;
  closedBy?: string | null | undefined;
  cause?: Cause | null | undefined;
  change?: string | null | undefined;
  storyWinId?: string | null | undefined;
  isStoryDown?: boolean | null | undefined;
}

/** What was planned of it, as its form takes it. */
export const planOf = ({ offer, cost, fixBy, followUpOn, update }: RecoveryFacts): RecoveryPlan => ({
  offer: offer ?? undefined,
  cost: cost ?? undefined,
  fixBy: fixBy ?? undefined,
  followUpOn: followUpOn ?? undefined,
  updateDueAt: update?.sentAt ? 'said' : update?.dueAt,
});

export const isWorkedOn = ({ state }: Pick<RecoveryProgress, 'state'>): boolean =>
  workingStates.some((each) => each === state);

/** The first step that nobody has done yet; undefined when all are. */
export const nextStep = ({ steps }: Pick<RecoveryProgress, 'steps'>): RecoveryStep | undefined =>
  recoverySteps.find((step) => !steps[step]);

export const isTouched = ({ steps, update, reopened = [] }: Omit<RecoveryProgress, 'state'>): boolean =>
  recoverySteps.some((step) => steps[step]) || Boolean(update?.sentAt) || Boolean(reopened?.length);

/** Whether whoever opened it can still take it back. */
export const mayTakeBack = (
  recovery: RecoveryProgress & { openedBy: string; openedAt: Date },
  userId: string,
  now: Date,
): boolean =>
  recovery.state === 'open' &&
  recovery.openedBy === userId &&
  now.getTime() - recovery.openedAt.getTime() < takeBackWithinMs &&
  !isTouched(recovery);

/** Who comes to one, and whether they lead the team. */
export interface RecoveryReader {
  userId: string;
  isManager: boolean;
}

/** Whoever owns it, and the helpers: they are asked to put it right. */
export const isInTeam = ({ ownerId, helperIds }: RecoveryTeam, userId: string): boolean =>
  ownerId === userId || helperIds.includes(userId);

/** Who ticks and plans: the owner, the helpers, and those who lead the team. */
export const mayWorkOn = (team: RecoveryTeam, { userId, isManager }: RecoveryReader): boolean =>
  isManager || isInTeam(team, userId);

/** Who reads it: those, and whoever opened it. Nobody else. */
export const maySeeRecovery = (
  recovery: RecoveryTeam & { openedBy: string },
  reader: RecoveryReader,
): boolean => recovery.openedBy === reader.userId || mayWorkOn(recovery, reader);

/** Who says who owns it, and who helps. */
export const mayChangeTeam = ({ ownerId }: RecoveryTeam, { userId, isManager }: RecoveryReader): boolean =>
  isManager || ownerId === userId;

/** The owner helps anyway. */
export const helpersBeside = (helperIds: readonly string[], ownerId: string): string[] =>
  [...new Set(helperIds)].filter((each) => each !== ownerId);

/** Why something was not done: what the person is told. */
export type RecoveryRefusal =
  /** Not theirs, or there is none: they are told the same. */
  | 'hidden'
  | 'not-owner'
  /** Whoever opened it for others reads it. */
  | 'not-team'
  | 'not-opener'
  /** Whoever it is to be taken over from is here. */
  | 'owned'
  | 'over'
  | 'too-late'
  | 'touched'
  /** Others did it first. */
  | 'done-before'
  /** Others undid it first. */
  | 'undone-before'
  /** Others changed what the form shows. */
  | 'changed';
