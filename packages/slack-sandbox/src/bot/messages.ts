/** What the sandbox tells the bot's process, and hears from it. */
export type ToBot =
  | { type: 'start'; offsetMs: number }
  /** The sandbox's clock was moved; answered by `woken`. */
  | { type: 'clock'; offsetMs: number; id: number };

export type FromBot =
  | { type: 'ready' }
  | { type: 'failed'; reason: string }
  | { type: 'woken'; id: number; error?: string };
