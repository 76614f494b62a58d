export type Redact = (text: string) => string;

const hidden = '[hidden]';
/** A shorter one would be found inside ordinary words. */
const shortestSecret = 8;

/** What a secret looks like, whoever's it is. The first group stays. */
const patterns: readonly RegExp[] = [
  /()\b(?:xox[a-z][.-]|xapp-)[\w.%-]+/g,
  /(\bmongodb(?:\+srv)?:\/\/[^\s"':@/]*:)[^\s"']*(?=@)/g,
  /(:\/\/[^\s"':@/]*:)[^\s"'@/]+(?=@)/g,
  /(\bhttps?:\/\/hooks\.[^\s"'/]+\/)[^\s"'<>\\]+/g,
  // The address of a socket is the right to open it.
  /(\bwss?:\/\/[^\s"'?]+\?)[^\s"'<>\\]+/g,
];

/** A secret as it is, and as it comes in JSON and in an address. */
const formsOf = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
];

/** Makes what hides these secrets in a text, and whatever looks like a token, a password or an address to answer at. */
export const createRedactor = (secrets: readonly string[] = []): Redact => {
  const known = secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOf);
  // The longest first: one may be the beginning of another.
  const longestFirst = [...new Set(known)].sort((a, b) => b.length - a.length);
  return (text) => {
    const without = longestFirst.reduce((left, secret) => left.replaceAll(secret, hidden), text);
    return patterns.reduce((left, pattern) => left.replace(pattern, `$1${hidden}`), without);
  };
};
