import type { CallRecord } from 'slack-sandbox';
import { caseOf } from './brag-commands.ts';
import type { Workspace } from './workspace.ts';

interface Call extends CallRecord {
  args: { text?: string; metadata?: { event_payload: { key: string } } };
}

/** What the bot asked Slack to post, on the clock that both share. */
export interface PostLog {
  /** Reads on from where it was. */
  follow(): Promise<void>;
  /** By the delivery's key: when it was posted, every time. */
  posted: ReadonlyMap<string, number[]>;
  /** When the command with this number was on the wall. */
  winsAt: ReadonlyMap<number, number>;
  /** Calls of any method that Slack turned away because they came too fast. */
  rateLimited: { method: string; key: string; atMs: number; isFault: boolean }[];
}

export const openPostLog = (workspace: Workspace): PostLog => {
  let since = 0;
  const posted = new Map<string, number[]>();
  const winsAt = new Map<number, number>();
  const rateLimited: PostLog['rateLimited'] = [];

  const note = ({ at, method, ok, error, fault, args }: Call): void => {
    const atMs = Date.parse(at);
    const key = args.metadata?.event_payload.key ?? '';
    if (error === 'ratelimited') rateLimited.push({ method, key, atMs, isFault: fault !== undefined });
    if (method !== 'chat.postMessage' || !ok) return;
    posted.set(key, [...(posted.get(key) ?? []), atMs]);
    const number = caseOf(args.text ?? '');
    if (key.startsWith('win:') && number !== undefined) winsAt.set(number, atMs);
  };

  return {
    posted,
    winsAt,
    rateLimited,
    async follow() {
      const calls = await workspace.look<Call[]>(`calls?since=${since}`);
      for (const call of calls) note(call);
      since = calls.at(-1)?.n ?? since;
    },
  };
};
