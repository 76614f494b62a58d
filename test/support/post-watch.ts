import type { Sandbox } from './sandbox.ts';

/**
 * Calls `onPost` at the very moment at which Slack has taken a message, or a call of another of these methods, before
 * whoever sent it can write that down.
 */
export const watchPosts = async (
  sandbox: Sandbox,
  onPost: () => void,
  methods: readonly string[] = ['chat.postMessage'],
): Promise<() => void> => {
  const watching = new AbortController();
  const { body } = await fetch(`${sandbox.url}/_sandbox/live`, { signal: watching.signal });
  const isPost = (event: string): boolean =>
    event.startsWith('event: call') && methods.some((method) => event.includes(`"method":"${method}"`));
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body ?? []) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) if (isPost(event)) onPost();
    }
  };
  read().catch((error: unknown) => {
    if (!watching.signal.aborted) throw error;
  });
  return () => watching.abort();
};
