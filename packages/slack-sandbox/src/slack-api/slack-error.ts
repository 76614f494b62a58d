import type { JsonObject } from '../json.ts';

/** A refusal in Slack's words: `{ok: false, error: code, ...extra}`. */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** With the sentences that Slack puts beside some codes. */
export const refusal = (code: string, messages: readonly string[]): SlackError =>
  new SlackError(code, { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });
