interface Page {
  response_metadata?: { next_cursor?: string };
}

/** All pages of one of Slack's lists. `fetch` is given what names the next page, to be spread into its arguments. */
export async function* pagesOf<P extends Page>(
  fetch: (next: { cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  let cursor: string | undefined;
  do {
    const page = await fetch(cursor ? { cursor } : {});
    yield page;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
}
