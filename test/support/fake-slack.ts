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
  is_stranger?: boolean;
  is_restricted?: boolean;
  deleted?: boolean;
  tz?: string;
  team_id?: string;
  enterprise_user?: { enterprise_id: string };
}

export interface SlackGroup {
  id: string;
  handle: string;
  users: string[];
}

class RawAnswer {
  readonly body: string;
  readonly init: ResponseInit;

  constructor(body: string, init: ResponseInit) {
    this.body = body;
    this.init = init;
  }
}

/** An answer byte by byte, such as no answer of Slack's would be. */
export const rawAnswer = (body: string, init: ResponseInit = {}): object => new RawAnswer(body, init);

const fields = (body: unknown): SlackCall['args'] => {
  const given = Object.fromEntries(new URLSearchParams(String(body)));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
};

/** Slack at its edge: a stub of `fetch` that answers Web API calls, and takes what is answered through a response_url. */
export const createFakeSlack = (given: readonly SlackUser[], groups: readonly SlackGroup[] = []) => {
  const users = given.map((user) => ({ updated: 1, ...user }));
  const calls: SlackCall[] = [];
  const answers: { url: string; message: SlackCall['args'] }[] = [];
  let posted = 1_800_000_000;
  let refusedAnswers = 0;
  let takesAnswers = true;

  /** What Slack's answers of success always hold, whatever else a test has it say. */
  const framed: Readonly<Record<string, (args: SlackCall['args']) => object>> = {
    'chat.postMessage': ({ channel }) => ({ channel }),
    'chat.postEphemeral': () => ({ message_ts: '1800000000.000001' }),
    'chat.update': ({ channel, ts }) => ({ channel, ts }),
    'chat.delete': ({ channel, ts }) => ({ channel, ts }),
    'conversations.history': () => ({ messages: [] }),
    'conversations.info': ({ channel }) => ({ channel: { id: channel } }),
    'conversations.join': ({ channel }) => ({ channel: { id: channel } }),
    'conversations.open': ({ users: id }) => ({ channel: { id } }),
    'conversations.replies': () => ({ messages: [] }),
    'reactions.get': ({ timestamp: ts }) => ({ message: { ts } }),
    'views.open': () => ({ view: { id: 'VOPENED' } }),
    'views.publish': () => ({ view: { id: 'VHOME' } }),
  };

  const usual: Readonly<Record<string, Answer>> = {
    'users.info': ({ user: id }) => {
      const user = users.find((each) => each.id === id);
      return user ? { user } : { ok: false, error: 'user_not_found' };
    },
    'users.list': { members: users },
    'usergroups.list': {
      usergroups: groups.map(({ id, handle }) => ({ id, handle, name: `All of ${handle}` })),
    },
    'usergroups.users.list': ({ usergroup: id }) => {
      const group = groups.find((each) => each.id === id);
      return group ? { users: group.users } : { ok: false, error: 'no_such_subteam' };
    },
    'users.conversations': { channels: [] },
    'conversations.members': { members: users.map(({ id }) => id) },
    'chat.postMessage': ({ channel }) => {
      posted += 1;
      return { channel, ts: `${posted}.000000` };
    },
  };

  let methods: Record<string, Answer> = { ...usual };
  const next: { method: string; said: Answer }[] = [];

  const json = (body: object, status = 200, headers = {}) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });

  const answer = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const url = String(input instanceof Request ? input.url : input);
    if (url.startsWith('https://hooks.slack.com/')) {
      if (!takesAnswers) throw new TypeError('fetch failed');
      if (refusedAnswers > 0) {
        refusedAnswers -= 1;
        return json({ ok: false, error: 'invalid_blocks' }, 400);
      }
      answers.push({ url, message: JSON.parse(init.body as string) });
      return new Response('ok');
    }
    const method = url.split('/').at(-1) ?? '';
    const args = fields(init.body);
    calls.push({ method, args });
    const once = next.find((each) => each.method === method);
    if (once) next.splice(next.indexOf(once), 1);
    const given = once?.said ?? methods[method] ?? {};
    const said: object = await (typeof given === 'function' ? given(args) : given);
    if (said instanceof RawAnswer) return new Response(said.body, said.init);
    if ('retryAfter' in said)
      return json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(said.retryAfter) });
    if ('error' in said) return json({ ok: false, ...said });
    return json({ ok: true, ...framedWith(framed[method]?.(args) ?? {}, said) });
  };

  /** A conversation, or a message, that a test tells only a part of is still that one. */
  const framedWith = (frame: object, said: object): object =>
    Object.fromEntries(
      Object.entries({ ...frame, ...said }).map(([name, value]) => {
        const framedValue: unknown = Reflect.get(frame, name);
        const isPart = [framedValue, value].every(
          (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
        );
        return [name, isPart ? { ...(framedValue as object), ...(value as object) } : value];
      }),
    );

  // A sandbox of its own, so that a test may restore its stubs without losing Slack.
  const fetch = sinon
    .createSandbox()
    .stub(globalThis, 'fetch')
    .callsFake(answer as typeof globalThis.fetch);

  const failed = (said: Answer): Answer =>
    typeof said === 'object' && 'error' in said ? { ok: false, ...said } : said;

  return {
    calls,
    /** What was answered through response_urls, oldest first. */
    answers,
    callsOf: (method: string) => calls.filter((call) => call.method === method).map(({ args }) => args),
    /**
     * What Slack says from now on: fields besides `ok`, an `error`, or `retryAfter` seconds. A function may take its
     * time, and fails as a connection does when it throws; a promise that stays open is silence.
     */
    answersWith(method: string, said: Answer): void {
      methods[method] = failed(said);
    },
    /** The same for the next call alone. */
    answersOnceWith(method: string, said: Answer): void {
      next.push({ method, said: failed(said) });
    },
    /** This method is answered as usual again. */
    answersAsUsual(method: string): void {
      methods[method] = usual[method] ?? {};
    },
    /** Slack refuses the blocks of so many of the next answers through a response_url. */
    refusesAnswers(count: number): void {
      refusedAnswers = count;
    },
    /** Answers as usual again, and forgets what was asked and answered. */
    reset(): void {
      methods = { ...usual };
      next.length = 0;
      calls.length = 0;
      answers.length = 0;
    },
    /** While `work` is done, no response_url can be reached. */
    async withoutAnswers<T>(work: () => Promise<T>): Promise<T> {
      takesAnswers = false;
      return work().finally(() => {
        takesAnswers = true;
      });
    },
    /** While `work` is done, Slack fails to say who anybody is. */
    async withoutPeople<T>(work: () => Promise<T>): Promise<T> {
      const known = methods['users.info']!;
      methods['users.info'] = { ok: false, error: 'internal_error' };
      return work().finally(() => {
        methods['users.info'] = known;
      });
    },
    restore: () => fetch.restore(),
  };
};

export type FakeSlack = ReturnType<typeof createFakeSlack>;
