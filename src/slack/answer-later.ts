import type { Logger } from 'pino';

/**
 * Answers through the address that came with a command; Slack takes five answers within half an hour. An answer that
 * cannot be given any more is only logged: what it speaks of has happened all the same.
 */
export const createAnswerLater =
  (logger: Logger) =>
  async (
    responseUrl: string | undefined,
    message: object,
    { replaces = false }: { replaces?: boolean } = {},
  ): Promise<void> => {
    if (!responseUrl) return;
    try {
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: replaces }),
        signal: AbortSignal.timeout(5_000),
      });
      if (!response.ok) logger.warn({ feature: 'answer', status: response.status }, 'an answer was refused');
    } catch (error) {
      logger.warn({ feature: 'answer', err: error }, 'an answer could not be given');
    }
  };
