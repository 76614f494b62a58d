import sinon from 'sinon';

export interface SlackCall {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a method is given is for its test to know
  args: Record<string, any>;
}

type Answer = object | ((args: SlackCall['args']) => object | Promise<object>);

export interface SlackUser {
  id: string;
  name: string;
  is_admin?: boolean;
  is_bot?: boolean;
  deleted?: boolean;
  tz?: string;
}

const fields = (body: unknown): SlackCall['args'] => {
  const given = Object.fromEntries(new URLSearchParams(String(body)));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
};

/** Slack at its edge: a stub of `fetch` that answers Web API calls, and takes what is answered through a response_url. */
export const createFakeSlack = (users: readonly SlackUser[]) => {
  const calls: SlackCall[] = [];
  const answers: { url: string; message: SlackCall['args'] }[] = [];
  let posted = 1_800_000_000;

  const methods: Record<string, Answer> = {
    'users.info': ({ user: id }) => {
      const user = users.find((each) => each.id === id);
      return user ? { user } : { ok: false, error: 'user_not_found' };
    },
    'users.list': { members: users },
    'users.conversations': { channels: [] },
    'conversations.members': { members: users.map(({ id }) => id) },
    'chat.postMessage': ({ channel }) => {
      posted += 1;
      return { channel, ts: `${posted}.000000` };
    },
  };

  const json = (body: object, status = 200, headers = {}) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });

  const answer = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const url = String(input instanceof Request ? input.url : input);
    if (url.startsWith('https://hooks.slack.com/')) {
      answers.push({ url, message: JSON.parse(init.body as string) });
      return new Response('ok');
    }
    const method = url.split('/').at(-1) ?? '';
    const args = fields(init.body);
    calls.push({ method, args });
    const given = methods[method] ?? {};
    const said: object = await (typeof given === 'function' ? given(args) : given);
    if ('retryAfter' in said)
      return json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(said.retryAfter) });
    return json({ ok: true, ...said });
  };

  const fetch = sinon.stub(globalThis, 'fetch').callsFake(answer as typeof globalThis.fetch);

  return {
    calls,
    /** What was answered through response_urls, oldest first. */
    answers,
    callsOf: (method: string) => calls.filter((call) => call.method === method).map(({ args }) => args),
    /** What Slack says from now on: fields besides `ok`, an `error`, or `retryAfter` seconds; a promise that stays open is silence. */
    answersWith(method: string, said: Answer): void {
      methods[method] = typeof said === 'object' && 'error' in said ? { ok: false, ...said } : said;
    },
    restore: () => fetch.restore(),
  };
};

export type FakeSlack = ReturnType<typeof createFakeSlack>;
