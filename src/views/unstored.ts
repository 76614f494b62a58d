/** Why something is not stored, as far as anybody knows by the time that a person is answered. */
export type Unstored = 'database-failed' | 'failed' | 'under-way';

const again = 'Your text is still here; please try again in a minute.';

/** Beside a field of a form that stays open. */
export const unstoredForm: Record<Unstored, string> = {
  'database-failed': `I could not store this just now: the database did not answer. ${again}`,
  failed: `I could not store this just now: something went wrong on my side. ${again}`,
  'under-way': `This takes longer than it should, and I do not know yet whether it is stored. ${again}`,
};

const returned =
  'so nothing was posted. Here is your text. Please send it again in a minute; the same text is never posted twice.';
const databaseSilent = `I could not store your win just now: the database did not answer, ${returned}`;

/** Before the text of a command, which is given back. Only the database can take that long over a win. */
export const unstoredText: Record<Unstored, string> = {
  'database-failed': databaseSilent,
  failed: `I could not store your win just now: something went wrong on my side, ${returned}`,
  'under-way': databaseSilent,
};
