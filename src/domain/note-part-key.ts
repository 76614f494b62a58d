/**
 * What comes in a note, by kind: the business key under which each is told once. Those that were messages of their own
 * in earlier versions have the keys they had then.
 */
export const notePartKey = {
  praise: (winId: string, userId: string) => `praise:${winId}:${userId}`,
};

export type NotePartKind = keyof typeof notePartKey;
