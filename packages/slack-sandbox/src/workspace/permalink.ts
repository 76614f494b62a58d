/** The path of a message's permalink, which auth.test's `url` precedes. */
export const permalinkPath = (channelId: string, ts: string): string =>
  `archives/${channelId}/p${ts.replace('.', '')}`;
