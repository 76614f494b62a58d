/** The one thing a person reads when something unexpected went wrong. */
export const apology =
  'Sorry, something went wrong on my side, and I have noted it. Please try again in a minute. If it keeps happening, tell whoever looks after me here.';

/** Beside a field of a form that came back without what it was opened with. */
export const unknownForm =
  'Sorry, I can no longer tell what this form is about. Copy what you typed, close the form, and open it again.';
