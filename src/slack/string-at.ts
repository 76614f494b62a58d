/** What is at a place in something of Slack's, when that is text. */
export const stringAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  return typeof found === 'string' ? found : undefined;
};
