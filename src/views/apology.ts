/** The one thing a person reads when something unexpected went wrong. */
export const apology =
  'Sorry, something went wrong on my side, and I have noted it. Please try again in a minute. If it keeps happening, tell whoever looks after me here.';
