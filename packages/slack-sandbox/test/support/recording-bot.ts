import type { App } from '@slack/bolt';
import type { JsonObject } from '../../src/json.ts';
import type { SandboxOptions } from '../../src/sandbox.ts';
import { createBot, type Json, openSession, type Session, startBot } from './session.ts';

export interface Recording {
  session: Session;
  bot: App;
  /** Acts, and answers the events that the bot was sent meanwhile. */
  eventsOf(path: string, body?: JsonObject): Promise<Json[]>;
  stop(): Promise<void>;
}

/** A sandbox with a bot that acknowledges everything. */
export const openRecording = async (
  options: SandboxOptions = {},
  prepare: (bot: App) => void = () => {},
): Promise<Recording> => {
  const session = await openSession(options);
  const bot = createBot(session.sandbox);
  prepare(bot);
  await startBot(session, bot);
  return {
    session,
    bot,
    async eventsOf(path, body) {
      const since = (await session.look('deliveries')).at(-1)?.n ?? 0;
      const answer = await session.act(path, body);
      if (answer.error) throw new Error(answer.error);
      const deliveries = await session.look(`deliveries?since=${since}`);
      return deliveries.map(({ payload }: Json) => payload.event);
    },
    async stop() {
      await bot.stop();
      await session.stop();
    },
  };
};
