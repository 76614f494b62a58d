import { expect } from 'chai';
import { instantOf } from '../../../src/domain/calendar.ts';
import { managerTopics } from '../../../src/domain/note.ts';
import type { NotePartKind } from '../../../src/domain/note-part-key.ts';
import { noteTable } from '../../../src/operations/notes.ts';
import { expectValidMessage } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { challengeUsers } from '../../support/challenge-team.ts';
import { type Filling, filledAt, fillNote } from '../../support/full-note.ts';
import { wallIs } from '../../support/home-wall.ts';
import { crowd } from '../../support/nomination.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';

const kinds = Object.keys(noteTable) as NotePartKind[];
const isForManagers = (kind: NotePartKind): boolean => managerTopics.has(noteTable[kind].topic);
const isWithoutWall = (kind: NotePartKind): boolean => kind === 'wall-lost' || kind === 'wall-ask';
const ledKinds = kinds.filter((kind) => kind !== 'no-managers');

interface Reader {
  who: string;
  readerId: string;
  otherId: string;
  kinds: NotePartKind[];
  isLed?: boolean;
}
const readers: readonly Reader[] = [
  {
    who: 'somebody who leads the team',
    readerId: 'UANN',
    otherId: 'UJO',
    kinds: ledKinds.filter((kind) => !isWithoutWall(kind)),
  },
  { who: 'somebody who leads a team without a wall', readerId: 'UANN', otherId: 'UJO', kinds: ledKinds },
  {
    who: 'a Slack admin of a team that nobody leads',
    readerId: 'UANN',
    otherId: 'UJO',
    kinds: kinds.filter((kind) => !isForManagers(kind) || noteTable[kind].isForAdmins),
    isLed: false,
  },
  {
    who: 'a member',
    readerId: 'UJO',
    otherId: 'UKAI',
    kinds: kinds.filter((kind) => !isForManagers(kind)),
  },
];

describe('a note with everything in it at once', function () {
  this.timeout(60_000);
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: [...challengeUsers, ...crowd], publicUrl: 'https://brag.example.com' });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(filledAt);
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });

  const notesTo = (userId: string): { key: string; text: string; blocks: { type: string }[] }[] =>
    bot.slack.callsOf('chat.postMessage').flatMap(({ channel, metadata, text, blocks }) => {
      const key = String(metadata?.event_payload?.key);
      return channel === userId && key.startsWith('note:') ? [{ key, text, blocks }] : [];
    });

  it('is tried with every kind of part that there is', () => {
    expect([...new Set(readers.flatMap((reader) => reader.kinds))]).to.have.members(kinds);
  });

  for (const { who, readerId, otherId, kinds: theirs, isLed = true } of readers)
    it(`is whole, tells first what is pressing, and all of it in the end, to ${who}`, async () => {
      const nobody = { 'settings.managerIds': [] };
      if (!isLed) await bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: nobody });
      // What has to be escaped takes up the most room.
      const filling: Filling = { bot, team, readerId, otherId, text: (units) => '&'.repeat(units) };
      const keys = await fillNote(filling, theirs, 2);
      bot.slack.reset();
      wallIs(bot, 'public');

      bot.setNow(instantOf('2026-10-08', '09:00', 'Europe/London'));
      await sendNotes(bot, team);
      const ofFilling = { _id: { $in: [...keys.keys()] } };
      const isLeft = () => bot.models.noteParts.model.exists({ ...ofFilling, state: 'waiting' });
      for (let days = 1; days < 6 && (await isLeft()); days += 1) await nextNotes(bot, team);

      const parts = await bot.models.noteParts.model.find(ofFilling).lean();
      // What rides along may wait for a note that comes anyway, when the last of these has no room.
      const riding = parts.filter(
        ({ kind, state }) => state === 'waiting' && noteTable[kind as NotePartKind].ridesAlong,
      );
      const untold = parts.filter((part) => part.state !== 'told' && !riding.includes(part));
      expect(untold.map(({ kind, state, why }) => [kind, state, why])).to.deep.equal([]);
      const notes = notesTo(readerId).map((note) => ({
        ...note,
        told: parts.filter(({ noteKey }) => noteKey === note.key),
      }));
      expect(notes.map(({ told }) => told.length).reduce((sum, each) => sum + each, 0)).to.equal(
        keys.size - riding.length,
      );
      for (const { text, blocks } of notes) {
        expectValidMessage({ text, blocks });
        expect(blocks.at(-2)?.type, 'a part that is cut').to.equal('divider');
      }
      // None of it waits for a third note, and what belongs to a day comes on that day.
      const pressing = notes.map(({ told }) =>
        told.some(({ kind }) => noteTable[kind as NotePartKind].isPressing),
      );
      expect(pressing.slice(2)).not.to.include(true);
      expect(notes[0]?.told.map(({ kind }) => kind)).to.include('nudge');
    });
});
