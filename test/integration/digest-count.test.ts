import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addWeeks, startOfDay, weekOfDay } from '../../src/domain/calendar.ts';
import { noDetails } from '../../src/domain/win.ts';
import { gatherWeek } from '../../src/operations/digest/gather-week.ts';
import { toggleNomination } from '../../src/operations/nomination/nominate.ts';
import { changeWin, takeDownWin } from '../../src/operations/win/change-win.ts';
import { postWin } from '../../src/operations/win/post-win.ts';
import { openTestWorkspace, type TestWorkspace, type WorkspaceDeps } from '../support/workspace.ts';

const people = ['jo', 'sam', 'mia', 'lee', 'ria', 'tom'];
const zones = [
  'America/New_York',
  'Europe/London',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];
/** Their weeks begin, end or pass through a change of the clocks in some of these zones. */
const mondays = ['2026-03-09', '2026-03-23', '2026-10-19', '2026-10-26', '2026-12-28'];

interface Story {
  author: number;
  about: number | undefined;
  /** Which midnight, counted in days from the Monday, and how many minutes after it. */
  midnight: number;
  minutes: number;
  /** Each presses Nominate that often. */
  presses: number[];
  newHero: number | undefined;
  isTakenDown: boolean;
}

const index = fc.nat(people.length - 1);
const stories: fc.Arbitrary<Story[]> = fc.array(
  fc.record({
    author: index,
    about: fc.option(index, { nil: undefined }),
    midnight: fc.constantFrom(-7, -1, 0, 0, 0, 3, 6, 7, 7, 7, 13),
    minutes: fc.oneof(fc.integer({ min: -150, max: 150 }), fc.constantFrom(-1, 0)),
    presses: fc.array(index, { maxLength: 8 }),
    newHero: fc.option(index, { nil: undefined, freq: 2 }),
    isTakenDown: fc.boolean(),
  }),
  { maxLength: 8 },
);

/** The ISO week by another way than the bot's: through the calendar of Intl, and the Thursday of the week. */
const plainWeek = (instant: Date, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant);
  const day = new Date(`${parts}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const newYear = Date.UTC(day.getUTCFullYear(), 0, 1);
  const number = Math.ceil(((day.getTime() - newYear) / 86_400_000 + 1) / 7);
  return `${day.getUTCFullYear()}-W${String(number).padStart(2, '0')}`;
};

interface Plain {
  week: string;
  heroes: Set<number>;
  nominators: Set<number>;
}

/** What the wall shows of a story, worked out by hand; undefined when it is taken down. */
const plainly = (story: Story, postedAt: Date, zone: string): Plain | undefined => {
  if (story.isTakenDown) return undefined;
  const firstHero = story.about ?? story.author;
  const heroes = new Set([story.newHero ?? firstHero]);
  const nominators = new Set(story.author === firstHero ? [] : [story.author]);
  for (const person of story.presses) {
    if (person === firstHero || person === story.author) continue;
    if (!nominators.delete(person)) nominators.add(person);
  }
  nominators.add(story.author);
  for (const hero of heroes) nominators.delete(hero);
  return { week: plainWeek(postedAt, zone), heroes, nominators };
};

describe('the numbers of a digest', () => {
  let workspace: TestWorkspace;
  let pressedAt = 1_800_000_000;
  before(async function () {
    this.timeout(30_000);
    workspace = await openTestWorkspace();
  });
  after(() => workspace.close());

  const id = (person: number) => workspace.idOf(people[person]!);
  const post = async (deps: WorkspaceDeps, story: Story, text: string, postedAt: Date) => {
    const about = story.about === undefined ? '' : `<@${id(story.about)}> `;
    const submission = { authorId: id(story.author), text: `${about}${text}`, source: 'command' } as const;
    const outcome = await postWin(deps, submission, postedAt);
    return outcome.kind === 'stored' ? outcome.winId : expect.fail('the win was refused');
  };
  const tell = async (deps: WorkspaceDeps, story: Story, text: string, postedAt: Date) => {
    const winId = await post(deps, story, text, postedAt);
    for (const person of story.presses) {
      pressedAt += 1;
      await toggleNomination(deps, winId, id(person), pressedAt.toFixed(6), postedAt);
    }
    if (story.newHero !== undefined) {
      const change = { winId, edition: 0, typed: text, heroIds: [id(story.newHero)], details: noDetails };
      await changeWin(deps, change, id(story.author), postedAt);
    }
    if (story.isTakenDown) await takeDownWin(deps, winId, id(story.author), postedAt);
  };

  it('are those of a plain recount, near midnight and across clock changes', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...zones),
      fc.constantFrom(...mondays),
      stories,
      async (zone, monday, told) => {
        const deps = await workspace.create(zone);
        const plain: Plain[] = [];
        for (const [number, story] of told.entries()) {
          const midnight = startOfDay(addDays(monday, story.midnight), zone);
          const postedAt = new Date(midnight.getTime() + story.minutes * 60_000);
          await tell(deps, story, `did thing ${number}`, postedAt);
          const shown = plainly(story, postedAt, zone);
          if (shown) plain.push(shown);
        }
        await workspace.background.drain(5_000);

        for (const week of [-1, 0, 1].map((count) => addWeeks(weekOfDay(monday), count))) {
          const digest = await gatherWeek(deps, week, zone, undefined);
          const ofWeek = plain.filter((each) => each.week === week);
          const heroes = new Set(ofWeek.flatMap((each) => [...each.heroes]));
          const counts = ofWeek.map(({ nominators }) => nominators.size);
          expect(digest).to.deep.include({
            winCount: ofWeek.length,
            nominationCount: counts.reduce((sum, count) => sum + count, 0),
            exceptionalCount: counts.filter((count) => count >= 3).length,
          });
          expect(digest.heroIds).to.have.members([...heroes].map(id));
          for (const total of digest.trend)
            expect(total.winCount).to.equal(plain.filter((each) => each.week === total.week).length);
        }
      },
    );
    await fc.assert(property, { numRuns: 25 });
  }).timeout(120_000);
});
