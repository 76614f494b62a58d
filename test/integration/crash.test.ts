import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

/** A small version in every test run; the pipeline asks for all fifty. */
const rounds = Number(process.env.CRASH_ROUNDS ?? 5);
const winCount = rounds * 4;
const reactionCount = rounds * 8;

const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};

describe('killing the bot at random moments', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox({ env: { LOG_LEVEL: 'silent' } });
  });
  after(() => sandbox.stop());

  it(`loses no acknowledged win, doubles none, and counts like Slack, through ${rounds} kills`, async () => {
    const next = random(4711);
    const people = (await sandbox.state()).users
      .filter((user) => !user.isBot && !user.deleted && user.name !== 'guest')
      .map(({ name }) => name);
    const oneOf = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!;
    const acknowledged: string[] = [];
    let isSending = true;

    const killing = (async () => {
      for (let round = 0; round < rounds; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, next() * 400));
        await sandbox.act('/bot', { action: 'kill' });
        await sandbox.act('/bot', { action: 'start' });
      }
      isSending = false;
    })();
    const posting = (async () => {
      for (let index = 0; index < winCount; index += 1) {
        const text = `win number ${index}.`;
        const { status } = await sandbox.brag(oneOf(people), text);
        if (status === 'ok') acknowledged.push(text);
        if (isSending) await new Promise((resolve) => setTimeout(resolve, next() * 200));
      }
    })();
    const reacting = (async () => {
      for (let index = 0; index < reactionCount; index += 1) {
        const wins = await sandbox.wall();
        if (wins.length > 0)
          await sandbox.react(oneOf(people), oneOf(wins).ts, next() > 0.25, oneOf(['trophy', 'star2']));
        await new Promise((resolve) => setTimeout(resolve, next() * 100));
      }
    })();
    await Promise.all([killing, posting, reacting]);

    expect(acknowledged.length).to.be.above(0);
    await waitFor(
      'every acknowledged win',
      async () => {
        const texts = (await sandbox.wall()).map((message) => message.text);
        return acknowledged.every((text) => texts.some((shown) => shown.includes(text)));
      },
      90_000,
    );
    await sandbox.act('/bot', { action: 'restart' });
    await waitFor(
      'every count to equal what Slack shows',
      async () => (await wrongCounts()).length === 0,
      60_000,
    );
    await sandbox.settled();
    const keys = (await sandbox.wall()).map(({ metadata }) => metadata!.event_payload.key);
    expect(new Set(keys).size).to.equal(keys.length);
  }).timeout(200_000 + rounds * 15_000);

  /** Wins whose text does not say what their reactions say. */
  const wrongCounts = async (): Promise<string[]> => {
    const shown = await sandbox.wall();
    return shown.flatMap(({ text, reactions }) => {
      const hero = /^<@(\w+)>/.exec(text)?.[1];
      const nominating = reactions.filter(({ name }) => ['trophy', 'star2'].includes(name));
      const voters = new Set(nominating.flatMap(({ users }) => users).filter((user) => user !== hero));
      const said = /\((?:Exceptional: )?(\d+|No) nominations?(?: yet)?\)$/.exec(text)?.[1];
      return Number(said === 'No' ? 0 : said) === voters.size ? [] : [`${text} has ${voters.size}`];
    });
  };
});
