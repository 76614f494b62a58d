/** As it is before a test fakes it. */
const realSetTimeout = setTimeout;

/** Asks again and again until the answer is truthy; fails with what it waited for. */
export const waitFor = async <T>(
  what: string,
  probe: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  limitMs = 15_000,
): Promise<T> => {
  const endsAt = performance.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > endsAt) throw new Error(`Waited ${limitMs} ms for ${what}`);
    await new Promise((resolve) => realSetTimeout(resolve, 25));
  }
};
