import type { Models, Store } from '../../models/index.ts';
import type { Erased, PersonRow } from '../../models/person-row.ts';

/** What an erasure has found out before it changes anything. */
export interface ErasureFacts extends Erased {
  /** What the person goes by in the words of these wins. */
  namesIn: ReadonlyMap<string, readonly string[]>;
  /** Wins that go. */
  goneWinIds: ReadonlySet<string>;
  /** Wins that stay, with what was said of them taken away. */
  wordlessWinIds: ReadonlySet<string>;
}

/** What there is of a person in one collection. */
export interface PersonalData {
  /** How they are found in it. */
  found: string;
  /** What becomes of it when they have their data deleted, and why. */
  becomes: string;
  /** All of it, for them alone: nothing that somebody else said in confidence. */
  exportOf: (store: Store, userId: string) => Promise<PersonRow[]>;
  /** Can be repeated, and be cut short. Says how many documents were changed. */
  erase: (store: Store, facts: ErasureFacts) => Promise<number>;
}

/** A collection that says nothing of anybody. */
interface NobodysData {
  nobody: string;
}

const their = async (store: Store, userId: string): Promise<string[]> =>
  (await store.wins.fatesOf(userId)).map(({ winId }) => winId);

/**
 * The table of personal data: a row for each collection. In the order in which a person's data is erased: votes before the
 * counts that are made of them, and digests and customers' words before the wins that they tell of.
 */
export const personalData: Readonly<Record<keyof Models, PersonalData | NobodysData>> = {
  workspaces: {
    found: 'On the list of managers, and in changes of settings that are not in the history yet.',
    becomes: 'Whoever is erased leads the team no more. Their changes hold, by nobody in particular.',
    exportOf: ({ workspace }, userId) => workspace.exportOf(userId),
    erase: ({ workspace }, facts) => workspace.erasePerson(facts),
  },
  settingChanges: {
    found: 'By whom a setting was changed, and on the lists of managers before and after.',
    becomes: 'Anonymous: what was set, and when, is how the team knows why things are as they are.',
    exportOf: ({ settingChanges }, userId) => settingChanges.exportOf(userId),
    erase: ({ settingChanges }, facts) => settingChanges.erasePerson(facts),
  },
  preferences: {
    found: 'By their id: what they turned off, and until when they are left alone.',
    becomes: 'Deleted: nothing is left to know them by, so that what they turned off is forgotten as well.',
    exportOf: ({ preferences }, userId) => preferences.exportOf(userId),
    erase: ({ preferences }, facts) => preferences.erasePerson(facts),
  },
  homes: {
    found: 'By their id: when they last opened Home.',
    becomes: 'Deleted.',
    exportOf: ({ homes }, userId) => homes.exportOf(userId),
    erase: ({ homes }, facts) => homes.erasePerson(facts),
  },
  downloads: {
    found: 'By their id: files that they asked for, for an hour at most.',
    becomes: 'Deleted.',
    exportOf: ({ downloads }, userId) => downloads.exportOf(userId),
    erase: ({ downloads }, facts) => downloads.erasePerson(facts),
  },
  veterans: {
    found: 'By their id: that they were credited in something too old to be kept.',
    becomes: 'Deleted: the next win that credits them welcomes them as a first.',
    exportOf: ({ veterans }, userId) => veterans.exportOf(userId),
    erase: ({ veterans }, facts) => veterans.erasePerson(facts),
  },
  submissions: {
    found: 'In its key: that they sent a text a moment ago.',
    becomes: 'Deleted.',
    exportOf: ({ submissions }, userId) => submissions.exportOf(userId),
    erase: ({ submissions }, facts) => submissions.erasePerson(facts),
  },
  pendingReactions: {
    found: 'By their id: reactions about which nothing is decided yet.',
    becomes: 'Deleted.',
    exportOf: ({ pendingReactions }, userId) => pendingReactions.exportOf(userId),
    erase: ({ pendingReactions }, facts) => pendingReactions.erasePerson(facts),
  },
  nominations: {
    found: 'By their id, those that they gave; by their wins, those that they got.',
    becomes: 'Those that they gave count on for whom they gave them to, by nobody in particular.',
    exportOf: async (store, userId) => [
      ...(await store.nominations.exportOf(userId)).map((row) => ({ direction: 'given', ...row })),
      ...(await store.nominations.receivedBy(await their(store, userId), userId)).map((row) => ({
        direction: 'received',
        ...row,
      })),
    ],
    erase: async ({ nominations }, facts) => (await nominations.erasePerson(facts)).length,
  },
  digests: {
    found:
      'Among those whom a closed week credits, welcomes or brings to notice, and by name in its stories.',
    becomes: 'Their name and the stories of theirs alone are taken out; the numbers of the week stay.',
    exportOf: async (store, userId) => store.digests.exportOf(userId, await their(store, userId)),
    erase: async ({ digests }, facts) => (await digests.erasePerson(facts)).length,
  },
  voices: {
    found: 'By their id: which customers they asked about which win, in which words, and what was answered.',
    becomes:
      'What nobody answered is deleted, with its link. What a customer said stays with the win, asked by nobody in particular; of a win that tells of them alone the customer’s words go, and what that was asked with.',
    exportOf: ({ voices }, userId) => voices.exportOf(userId),
    erase: ({ voices }, facts) => voices.erasePerson(facts),
  },
  wins: {
    found:
      'As author, as one whom it credits, as nominator, and in the words of it and of its earlier versions.',
    becomes:
      'What they told of themselves alone is deleted. What credits others as well stays to their credit, with “a colleague” for them; what somebody else told of them alone stays without its words. Earlier versions are deleted.',
    exportOf: ({ wins }, userId) => wins.exportOf(userId),
    erase: async ({ wins }, facts) => (await wins.erasePerson(facts)).length,
  },
  tallies: {
    found: 'By their id: how many people saw them, and whom they noticed; and in the totals of those people.',
    becomes:
      'Deleted. That they noticed somebody counts on for those, by nobody in particular; so does what the team did.',
    exportOf: ({ tallies }, userId) => tallies.exportOf(userId),
    erase: ({ tallies }, facts) => tallies.erasePerson(facts),
  },
  reports: {
    found: 'By their id: which wins they asked managers to look at, and why.',
    becomes: 'Deleted. What managers have not decided yet they still decide, without the reason.',
    exportOf: ({ reports }, userId) => reports.exportOf(userId),
    erase: ({ reports }, facts) => reports.erasePerson(facts),
  },
  signatures: {
    found: 'By their id: their lines on cards, handed over or not.',
    becomes: 'Deleted, also from the notes in which they were handed over.',
    exportOf: ({ signatures }, userId) => signatures.exportOf(userId),
    erase: async ({ signatures }, facts) =>
      (await signatures.erase(facts.userId)).length + (await signatures.erasePerson(facts)),
  },
  recognitions: {
    found: 'By their id: what they recognised as a manager, in which words.',
    becomes:
      'Deleted, also from the notes in which it was told. That they nominated counts on, by nobody in particular.',
    exportOf: ({ recognitions }, userId) => recognitions.exportOf(userId),
    erase: async ({ recognitions }, facts) => (await recognitions.erasePerson(facts)).length,
  },
  recoveries: {
    found:
      'As who opened, owns, helps with or worked on what is made right for a customer, and was given its card.',
    becomes:
      'It is the team’s work, which goes on: what was written and done stays, by nobody in particular.',
    exportOf: ({ recoveries }, userId) => recoveries.exportOf(userId),
    erase: ({ recoveries }, facts) => recoveries.erasePerson(facts),
  },
  plans: {
    found: 'By their id: what they planned for whom, what they know about them, and how it went.',
    becomes: 'Deleted: nobody else could read it. What weeks counted stays, and so do wins that came of it.',
    exportOf: ({ plans }, userId) => plans.exportOf(userId),
    erase: ({ plans }, facts) => plans.erasePerson(facts),
  },
  screens: {
    found: 'By whom the link of a screen was made.',
    becomes: 'Anonymous: the screen goes on showing the wall until somebody takes it out.',
    exportOf: ({ screens }, userId) => screens.exportOf(userId),
    erase: ({ screens }, facts) => screens.erasePerson(facts),
  },
  privateWords: {
    found: 'As who wrote to one person alone, or as that person.',
    becomes:
      'What was written to them is deleted. What they wrote stays with its reader, from “a colleague”.',
    exportOf: ({ privateWords }, userId) => privateWords.exportOf(userId),
    erase: ({ privateWords }, facts) => privateWords.erasePerson(facts),
  },
  ideas: {
    found: 'As who added a little extra, or took one out.',
    becomes: 'What they took back is deleted. What the team has of them stays, by nobody in particular.',
    exportOf: ({ ideas }, userId) => ideas.exportOf(userId),
    erase: ({ ideas }, facts) => ideas.erasePerson(facts),
  },
  ideaSights: {
    found: 'By their id: which little extras they were shown, for 60 days.',
    becomes: 'Deleted.',
    exportOf: ({ ideaSights }, userId) => ideaSights.exportOf(userId),
    erase: ({ ideaSights }, facts) => ideaSights.erasePerson(facts),
  },
  lessons: {
    found:
      'As who told it, took it on, changed something because of it, said that we do that too, or took it down.',
    becomes:
      'What they told is deleted, drafts as well. What others took on because of it stays, without their words and by nobody in particular. What they had taken on is with the team again; what they changed, and that they said that we do that too, counts on, by nobody in particular.',
    exportOf: ({ lessons }, userId) => lessons.exportOf(userId),
    erase: ({ lessons }, facts) => lessons.erasePerson(facts),
  },
  noteParts: {
    found: 'By their id: what was told to them; and what others were told that they did.',
    becomes:
      'What was told to them is deleted, and so is the message; what others were told says “a colleague”.',
    exportOf: ({ noteParts }, userId) => noteParts.exportOf(userId),
    erase: ({ noteParts }, facts) => noteParts.erasePerson(facts),
  },
  deliveries: {
    found: 'By their id: messages to them; and those that are about what they did.',
    becomes: 'Messages to them are deleted; others say “a colleague”.',
    exportOf: ({ deliveries }, userId) => deliveries.exportOf(userId),
    erase: ({ deliveries }, facts) => deliveries.erasePerson(facts),
  },
  participants: {
    found:
      'By their id: which challenges they were in, what they did and wrote on its days, and their time zone.',
    becomes: 'Anonymous: that a day was done stays in the totals; what they wrote goes.',
    exportOf: ({ participants }, userId) => participants.exportOf(userId),
    erase: ({ participants }, facts) => participants.erasePerson(facts),
  },
  runs: {
    found: 'By whom a challenge was started or called off.',
    becomes: 'Anonymous: the challenge belongs to the team.',
    exportOf: ({ runs }, userId) => runs.exportOf(userId),
    erase: ({ runs }, facts) => runs.erasePerson(facts),
  },
  challengeAsks: {
    found: 'By whom the question about Customer Service Week was answered.',
    becomes: 'Anonymous: the answer counts for the team.',
    exportOf: ({ challengeAsks }, userId) => challengeAsks.exportOf(userId),
    erase: ({ challengeAsks }, facts) => challengeAsks.erasePerson(facts),
  },
  erasures: {
    found: 'By their id, from when they ask for their data to be deleted until they are told that it is.',
    becomes:
      'What was done is kept in numbers. For 30 days a one-way print tells late news of what they did before from what they do anew.',
    exportOf: ({ erasures }, userId) => erasures.exportOf(userId),
    erase: async () => 0,
  },
  channels: { nobody: 'In which channels the bot is, and how far they were looked through.' },
  seenEmoji: { nobody: 'Which emoji somebody reacted with, not who.' },
  visitCounts: {
    nobody:
      'How often an address asked for a page within a minute: a print that nobody can tell the address from once its day is over.',
  },
  visitSalts: { nobody: 'What those prints are made with: a new one each day.' },
  migrations: { nobody: 'Which changes of the database were made.' },
  owner: { nobody: 'Which process runs the built-in database.' },
};

/** The rows that say something of people. */
export const personalRows = (): [string, PersonalData][] =>
  Object.entries(personalData).flatMap(([name, row]): [string, PersonalData][] =>
    'nobody' in row ? [] : [[name, row]],
  );
