import type { WebClient } from '@slack/web-api';
import type { Connection } from 'mongoose';
import type { Sandbox } from './sandbox.ts';

/**
 * A workspace as the version without settings, Home and notes left it on Tuesday 14 September 2027: every index and
 * document as that version wrote them, and in Slack the messages that they speak of. Nothing is taken from src/, since
 * this is what was and not what is.
 */
type Fields = Record<string, unknown>;
type Stored = { _id: string | number } & Fields;

const at = (iso: string): Date => new Date(`2027-${iso}Z`);
const exists = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

const indexes: readonly [collection: string, keys: Record<string, 1 | -1>, options?: object][] = [
  ['challengeasks', { followAt: 1, teamId: 1 }, exists('followAt')],
  ['channels', { teamId: 1, lookAt: 1 }, exists('lookAt')],
  ['channels', { lookAt: 1, teamId: 1 }, exists('lookAt')],
  ['deliveries', { teamId: 1, dueAt: 1 }, exists('dueAt')],
  ['deliveries', { dueAt: 1, teamId: 1 }, exists('dueAt')],
  ['deliveries', { teamId: 1, kind: 1, dueAt: 1 }, exists('dueAt')],
  ['deliveries', { state: 1, teamId: 1 }, { partialFilterExpression: { state: 'waiting' } }],
  ['digests', { teamId: 1, heroIds: 1, week: 1 }],
  ['nominations', { teamId: 1, winId: 1 }],
  ['nominations', { teamId: 1, changedAt: 1 }],
  ['participants', { teamId: 1, nextNudgeAt: 1 }, exists('nextNudgeAt')],
  ['participants', { nextNudgeAt: 1, teamId: 1 }, exists('nextNudgeAt')],
  ['participants', { teamId: 1, runId: 1 }],
  ['pendingreactions', { teamId: 1, dueAt: 1 }],
  ['pendingreactions', { dueAt: 1, teamId: 1 }],
  ['pendingreactions', { teamId: 1, channelId: 1, ts: 1 }],
  ['runs', { teamId: 1, weeks: 1 }, { unique: true, ...exists('weeks') }],
  ['runs', { teamId: 1, lastDay: 1 }],
  ['runs', { teamId: 1, nextStepAt: 1 }, exists('nextStepAt')],
  ['runs', { nextStepAt: 1, teamId: 1 }, exists('nextStepAt')],
  ['submissions', { teamId: 1, at: 1 }],
  ['submissions', { teamId: 1, winId: 1 }],
  ['wins', { teamId: 1, postedAt: -1 }],
  ['wins', { teamId: 1, week: 1 }],
  ['wins', { teamId: 1, heroIds: 1, week: 1 }],
  ['wins', { teamId: 1, runId: 1 }, exists('runId')],
  ['wins', { teamId: 1, 'wall.channelId': 1, 'wall.ts': 1 }, { unique: true, ...exists('wall.ts') }],
  ['wins', { teamId: 1, 'source.channelId': 1, 'source.ts': 1 }, { unique: true, ...exists('source.ts') }],
  ['wins', { isWallStale: 1, teamId: 1 }, { partialFilterExpression: { isWallStale: true } }],
  ['wins', { needsReconciling: 1, teamId: 1 }, { partialFilterExpression: { needsReconciling: true } }],
  ['workspaces', { nextDigestAt: 1 }],
  ['workspaces', { nextAskAt: 1 }],
  ['workspaces', { reconciledAt: 1 }],
  ['workspaces', { channelsListedAt: 1 }],
  ['workspaces', { followChannelsAt: 1 }, exists('followChannelsAt')],
  ['workspaces', { 'lostWall.lookAt': 1 }, exists('lostWall.lookAt')],
];

const dayIds = ['be-reachable', 'own-house', 'share-attention', 'own-mistakes', 'be-there'];
const themes = [
  'Be reachable',
  'Love your own house first',
  'Share your attention fairly',
  'Own your mistakes',
  'Be there',
];
/** Last week's challenge, and this week's. */
const lastRun = 'feabaf4d-7f1a-4849-8ad7-6b9f995cf7c0';
const thisRun = '36b1dfee-af4b-4ee7-b309-0e88d570fd79';

const text = (words: string) => ({ type: 'plain_text', text: words, emoji: true });
const section = (words: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: words, verbatim: true },
});
const button = (actionId: string, label: string, value: string, fields: Fields = {}) => ({
  type: 'button',
  action_id: actionId,
  text: text(label),
  value,
  ...fields,
});

const nudgeBlocks = (words: string, value: string) => [
  section(words),
  {
    type: 'actions',
    elements: [
      button('challenge.done', 'Done', value, { style: 'primary' }),
      button('challenge.idea', 'Another idea', value),
      button('challenge.remind', 'Remind me at 3 pm', value),
      button('challenge.not_today', 'Not today', value),
    ],
  },
];

const winBlocks = (words: string, heroId: string, count: string, winId: string) => [
  section(`:raised_hands: *<@${heroId}>*`),
  {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: count, verbatim: true }] },
  {
    type: 'actions',
    elements: [
      button('nomination.toggle', ':trophy: Nominate', winId),
      {
        type: 'overflow',
        action_id: 'win.more',
        options: [
          { text: text('Edit (author only)'), value: `edit:${winId}` },
          { text: text('Take down'), value: `take-down:${winId}` },
        ],
      },
    ],
  },
];

const askWords =
  'Customer Service Week begins on Monday 4 October. Shall I run *Five days of customer service* with your team?';
const askBlocks = [
  section(askWords),
  {
    type: 'actions',
    elements: [
      button('challenge_ask.start', 'Start', '2027-10-04', { style: 'primary' }),
      button('challenge_ask.other_week', 'Choose another week', '2027-10-04'),
      button('challenge_ask.decline', 'Not this year', '2027-10-04'),
    ],
  },
];

/** What the messages of the former version were, in Slack and in `deliveries`. */
const messages = async (slack: WebClient, teamId: string) => {
  const deliveries: Stored[] = [];
  return {
    deliveries,

    /** Said by the former version. */
    sent: async (key: string, channel: string, words: string, blocks: object[], fields: Fields) => {
      const { ts, channel: channelId } = await slack.chat.postMessage({
        channel,
        text: words,
        blocks: blocks as [],
        metadata: { event_type: 'brag_wall_delivery', event_payload: { key } },
      });
      const place = { channelId: channelId!, ts: ts! };
      const [kind] = key.split(':');
      const tried = { at: new Date(Number(ts) * 1000), channelId: channel };
      deliveries.push({
        _id: key,
        teamId,
        attempts: 1,
        kind,
        state: 'sent',
        tried,
        sentTo: place,
        ...fields,
      });
      return place;
    },

    /** Planned by the former version, and not said. */
    due: (key: string, dueAt: Date, fields: Fields = {}) => {
      const [kind] = key.split(':');
      deliveries.push({ _id: key, teamId, attempts: 0, kind, state: 'due', dueAt, ...fields });
    },
  };
};

export interface Place {
  channelId: string;
  ts: string;
}

export interface FormerWorkspace {
  /** When the former version was stopped. */
  stoppedAt: Date;
  documents: Readonly<Record<string, readonly Stored[]>>;
  teamId: string;
  /** In Slack: what the former version said last to somebody, and its buttons. */
  said: Record<'nudgeOfMia' | 'askOfKai' | 'digestOfKai' | 'invitation' | 'parcel' | 'phone', Place>;
}
const store = async (connection: Connection, documents: FormerWorkspace['documents']): Promise<void> => {
  for (const [collection, keys, options] of indexes)
    await connection.collection(collection).createIndex(keys, options);
  for (const [collection, stored] of Object.entries(documents))
    if (stored.length > 0) await connection.collection<Stored>(collection).insertMany([...stored]);
};

const migrations = [1, 2, 3].map((_id) => ({ _id, doneAt: at('09-01T08:00') }));

/** A challenge in the middle of its week, last week's just closed, and something due of every kind that is for one person. */
export const writeFormerWorkspace = async (
  connection: Connection,
  slack: WebClient,
  sandbox: Sandbox,
): Promise<FormerWorkspace> => {
  const { users, team } = await sandbox.state();
  const teamId = team.id;
  const wall = await sandbox.channelId('brag-wall');
  const id = (name: string): string => users.find((user) => user.name === name)!.id;
  const named = (name: string) => ({ userId: id(name), name: `${name[0]?.toUpperCase()}${name.slice(1)}` });
  const names = (...of: string[]) => Object.fromEntries(of.map((name) => [id(name), named(name).name]));
  const { deliveries, sent, due } = await messages(slack, teamId);
  const moveTo = (when: Date) => sandbox.act('/clock', { now: when.toISOString() });

  const wins: Stored[] = [];
  const nominations: Stored[] = [];
  const win = async (
    winId: string,
    hero: string,
    words: string,
    { week, nominators = [], ...fields }: { week: string; nominators?: string[] } & Fields,
  ): Promise<Place> => {
    const { now } = await sandbox.state();
    const count = nominators.length;
    const badge = count > 2 ? `:star2: *Exceptional: ${count} nominations*` : 'No nominations yet';
    const blocks = winBlocks(words, id(hero), badge, winId);
    const place = await sent(`win:${winId}`, wall, `<@${id(hero)}>: ${words}`, blocks, { winId });
    const votes: string[] = [];
    for (const user of nominators)
      await sandbox.act('/reaction', {
        user,
        channel: 'brag-wall',
        ts: place.ts,
        name: 'trophy',
        present: true,
      });
    for (const [index, user] of nominators.entries()) {
      const voted = (Number(place.ts) + index + 1).toFixed(6);
      votes.push(id(user));
      nominations.push({
        _id: `${winId}:${id(user)}`,
        teamId,
        changedAt: new Date(Number(voted) * 1000),
        userId: id(user),
        votes: { 'wall:trophy': { ts: voted, stands: true } },
        winId,
      });
    }
    wins.push({
      _id: winId,
      teamId,
      authorId: id(hero),
      heroIds: [id(hero)],
      groupNames: [],
      text: words,
      names: names(hero),
      source: { kind: 'command' },
      postedAt: new Date(now),
      week,
      edition: 0,
      nominatorIds: [...votes].sort(),
      nominationCount: count,
      votesVersion: count,
      revision: count > 0 ? 1 : 0,
      isWallStale: false,
      needsReconciling: false,
      editions: [],
      wall: place,
      ...(count > 2 && { exceptionalAnnouncedAt: new Date(Number(place.ts) * 1000 + 5_000) }),
      ...fields,
    });
    return place;
  };

  await sandbox.act('/invite', { user: 'ann', channel: 'brag-wall', who: 'bot' });
  await moveTo(at('09-02T14:00'));
  const parcel = await win('d744caf7-349a-40c6-ad80-3042f5a5d3b6', 'jo', 'drove the lost parcel over', {
    week: '2027-W35',
    nominators: ['kai', 'sam', 'mia'],
  });
  const phone = await win(
    '1e49d848-9f8d-42ea-8711-9302353d5420',
    'sam',
    'stayed on the phone until it worked',
    {
      week: '2027-W35',
    },
  );
  await moveTo(at('09-06T16:30'));
  const call = 'answered every call by noon';
  const callPlace = await win('352ac8a6-cae9-4b3a-913c-2f1f3b2b2584', 'tom', call, {
    week: '2027-W36',
    source: { kind: 'composer' },
    runId: lastRun,
    dayId: 'be-reachable',
  });
  await moveTo(at('09-10T20:35'));
  const invitationBlocks = [
    section(
      ':raised_hand: *Five days of customer service*, Monday 13 September to Friday 17 September 2027.',
    ),
    { type: 'actions', elements: [button('challenge.join', 'Join', thisRun, { style: 'primary' })] },
  ];
  const invitation = await sent(
    `challenge-invite:${thisRun}:2027-09-13`,
    wall,
    'Five days of customer service',
    invitationBlocks,
    { on: '2027-09-13', runId: thisRun, tooLateAt: at('09-17T20:00') },
  );

  const nudge = (name: string, day: number, fields: Fields = {}) => {
    const [on, dayId] = [`2027-09-${13 + day}`, dayIds[day]!];
    const key = `nudge:${thisRun}:${on}:${id(name)}`;
    const about = { userId: id(name), runId: thisRun, dayId, on, ...fields };
    const words = `:sunrise: *Day ${day + 1} of 5: ${themes[day]}*`;
    return {
      key,
      about,
      words,
      send: () => sent(key, id(name), words, nudgeBlocks(words, `${thisRun}:${dayId}`), about),
    };
  };
  await moveTo(at('09-12T21:00'));
  const askOf = (name: string) => `challenge-ask:${teamId}:2027-10-04:${id(name)}`;
  const askFields = { on: '2027-10-04', tooLateAt: at('10-04T04:00') };
  const askOfKai = await sent(askOf('kai'), id('kai'), askWords, askBlocks, {
    ...askFields,
    userId: id('kai'),
  });
  await nudge('kai', 0, { tooLateAt: at('09-13T08:00') }).send();
  await moveTo(at('09-13T13:00'));
  await nudge('sam', 0, { tooLateAt: at('09-13T14:30') }).send();
  const digestFields = { week: '2027-W36', tooLateAt: at('09-15T13:00') };
  const managerKey = (name: string) => `manager-digest:${teamId}:2027-W36:${id(name)}`;
  await sent(`digest:${teamId}:2027-W36`, wall, 'The week on the wall', [section('1 win')], digestFields);
  const digestOfKai = await sent(
    managerKey('kai'),
    id('kai'),
    '*For managers: 6 to 12 September 2027*',
    [
      section('What Sam did and nobody has nominated yet. If one deserves it, press Nominate:'),
      {
        type: 'actions',
        elements: [button('nomination.toggle', ':trophy: Nominate', '1e49d848-9f8d-42ea-8711-9302353d5420')],
      },
    ],
    { ...digestFields, userId: id('kai') },
  );
  await moveTo(at('09-13T19:00'));
  const nudgeOfMia = await nudge('mia', 0, { tooLateAt: at('09-14T06:00') }).send();
  await moveTo(at('09-13T21:00'));
  await nudge('kai', 1, { tooLateAt: at('09-14T08:00') }).send();
  await moveTo(at('09-14T08:00'));
  await nudge('ria', 1, { tooLateAt: at('09-14T19:00') }).send();
  await win('0c1f8a64-93c5-4df8-a6e1-1a8c3c1f4f10', 'lee', 'climbed onto the roof for a kite', {
    week: '2027-W37',
    nominators: ['jo', 'ria', 'tom'],
  });
  await moveTo(at('09-14T09:00'));

  // What it had planned and not said.
  due(`praise:${teamId}:${id('lee')}:2027-09-14`, at('09-14T08:01'), {
    userId: id('lee'),
    winId: '0c1f8a64-93c5-4df8-a6e1-1a8c3c1f4f10',
  });
  due(managerKey('ann'), at('09-13T13:00'), { ...digestFields, userId: id('ann') });
  due(askOf('ann'), at('09-13T13:00'), { ...askFields, userId: id('ann') });
  const [ofJo, ofSam] = [nudge('jo', 1), nudge('sam', 1)];
  due(ofJo.key, at('09-14T08:00'), { ...ofJo.about, tooLateAt: at('09-14T19:00') });
  due(ofSam.key, at('09-14T14:05'), {
    ...ofSam.about,
    tooLateAt: at('09-14T14:30'),
    attempts: 4,
    refused: { since: at('09-14T03:30'), times: 4 },
    why: 'internal_error',
  });
  due(`challenge-reminder:${thisRun}:2027-09-14:${id('ria')}`, at('09-14T14:00'), {
    ...nudge('ria', 1).about,
    tooLateAt: at('09-14T19:00'),
  });
  due(`challenge-certificate:${lastRun}:${id('tom')}`, at('09-13T07:00'), {
    userId: id('tom'),
    runId: lastRun,
  });

  const run = (runId: string, startDay: string, lastDay: string, week: string, fields: Fields) => ({
    _id: runId,
    teamId,
    packId: 'five-days',
    dayIds,
    startDay,
    nudgeAt: '09:00',
    isAnnounced: true,
    weeks: [week],
    lastDay,
    startedBy: id('ann'),
    edition: 0,
    invitedFor: startDay,
    ...fields,
  });
  const participant = (runId: string, name: string, timeZone: string, days: Fields, fields: Fields = {}) => ({
    _id: `${runId}:${id(name)}`,
    teamId,
    runId,
    userId: id(name),
    joinedAt: at(runId === lastRun ? '09-03T14:30' : '09-10T20:36'),
    timeZone,
    days,
    ...fields,
  });
  const nudged = (on: string, fields: Fields = {}) => ({ nudgedOn: `2027-09-${on}`, ...fields });
  const allDone = Object.fromEntries(
    dayIds.map((dayId, index) => [
      dayId,
      nudged(`${String(6 + index).padStart(2, '0')}`, { doneAt: at('09-10T16:00'), doneIn: `V${index}` }),
    ]),
  );
  const total = (week: number, winCount: number, exceptionalCount = 0) => ({
    week: `2027-W${week}`,
    winCount,
    exceptionalCount,
  });
  const story = (winId: string, name: string, words: string, place: Place) => ({
    winId,
    heroes: [named(name)],
    text: words,
    nominationCount: 0,
    place,
  });

  const documents = {
    migrations,
    workspaces: [
      {
        _id: teamId,
        metAt: at('05-03T14:00'),
        installedAt: at('09-01T08:00'),
        wallChannelId: wall,
        timeZone: 'America/New_York',
        nextAskAt: new Date('2028-09-10T10:00Z'),
        lastClosedWeek: '2027-W36',
        nextDigestAt: at('09-20T13:00'),
        reconciledAt: at('09-14T08:30'),
        channelsListedAt: at('09-14T08:30'),
      },
    ],
    channels: [
      {
        _id: `${teamId}:${wall}`,
        teamId,
        channelId: wall,
        joinedTs: `${at('05-03T14:00').getTime() / 1000}.000100`,
        knownUntil: at('09-14T09:00'),
      },
    ],
    wins,
    nominations,
    submissions: [
      {
        _id: `${teamId}:${id('lee')}:8c5b1f`,
        teamId,
        winId: '0c1f8a64-93c5-4df8-a6e1-1a8c3c1f4f10',
        at: at('09-14T08:00'),
      },
    ],
    runs: [
      run(lastRun, '2027-09-06', '2027-09-12', '2027-W36', {
        startedAt: at('09-03T14:30'),
        closedAt: at('09-10T20:30'),
        nudgesEndAt: at('09-13T12:00'),
      }),
      run(thisRun, '2027-09-13', '2027-09-19', '2027-W37', {
        startedAt: at('09-10T20:35'),
        nextStepAt: at('09-17T20:00'),
      }),
    ],
    participants: [
      participant(lastRun, 'tom', 'America/Los_Angeles', allDone, { nudgesEndedAt: at('09-13T14:00') }),
      participant(
        thisRun,
        'jo',
        'Europe/London',
        {
          'be-reachable': nudged('13', { doneAt: at('09-13T09:00'), doneIn: 'V9' }),
          'own-house': nudged('14'),
        },
        { nextNudgeAt: at('09-15T08:00') },
      ),
      participant(
        thisRun,
        'ria',
        'Europe/London',
        { 'be-reachable': nudged('13'), 'own-house': nudged('14', { remindOn: '2027-09-14' }) },
        { nextNudgeAt: at('09-15T08:00') },
      ),
      participant(
        thisRun,
        'sam',
        'Asia/Kolkata',
        { 'be-reachable': nudged('13'), 'own-house': nudged('14') },
        { nextNudgeAt: at('09-15T03:30') },
      ),
      participant(
        thisRun,
        'mia',
        'Pacific/Honolulu',
        { 'be-reachable': nudged('13') },
        { nextNudgeAt: at('09-14T19:00') },
      ),
      participant(
        thisRun,
        'kai',
        'Pacific/Auckland',
        { 'be-reachable': nudged('13', { notTodayOn: '2027-09-13' }), 'own-house': nudged('14') },
        { nextNudgeAt: at('09-14T21:00') },
      ),
    ],
    challengeasks: [
      {
        _id: `${teamId}:2026-10-05`,
        teamId,
        monday: '2026-10-05',
        askedAt: new Date('2026-09-13T10:00Z'),
        answer: { kind: 'not-this-year', by: id('ann'), at: new Date('2026-09-14T14:00Z') },
      },
      { _id: `${teamId}:2027-10-04`, teamId, monday: '2027-10-04', askedAt: at('09-12T21:00') },
    ],
    digests: [
      {
        _id: `${teamId}:2027-W36`,
        teamId,
        week: '2027-W36',
        timeZone: 'America/New_York',
        madeAt: at('09-13T13:00'),
        winCount: 1,
        exceptionalCount: 0,
        nominationCount: 0,
        heroIds: [id('tom')],
        exceptional: [],
        story: story('352ac8a6-cae9-4b3a-913c-2f1f3b2b2584', 'tom', call, callPlace),
        trend: [...[29, 30, 31, 32, 33, 34].map((week) => total(week, 0)), total(35, 2, 1), total(36, 1)],
        wholeWeeks: 8,
        principles: [],
        ladder: [],
        firstTimerCount: 0,
        firstTimers: [],
        challenge: {
          name: 'Five days of customer service',
          participantCount: 1,
          tookPartCount: 1,
          days: themes.map((theme) => ({ theme, doneCount: 1 })),
          finishedCount: 1,
        },
        team: {
          memberCount: 9,
          tookPartCount: 1,
          unseenCount: 3,
          unseen: [
            {
              person: named('sam'),
              wins: [
                story(
                  '1e49d848-9f8d-42ea-8711-9302353d5420',
                  'sam',
                  'stayed on the phone until it worked',
                  phone,
                ),
              ],
            },
          ],
          withoutWins: ['lee', 'ria'].map(named),
          withoutWinsCount: 2,
        },
      },
    ],
    deliveries,
  };
  await store(connection, documents);
  const said = { nudgeOfMia, askOfKai, digestOfKai, invitation, parcel, phone };
  return { stoppedAt: at('09-14T09:00'), documents, teamId, said };
};

/** Its wall is archived, which the primary owner is still to be told, and a win waits for one. */
export const writeFormerWorkspaceWithoutWall = async (
  connection: Connection,
  _slack: WebClient,
  sandbox: Sandbox,
): Promise<Pick<FormerWorkspace, 'documents' | 'stoppedAt' | 'teamId'>> => {
  const { users, team } = await sandbox.state();
  const teamId = team.id;
  const wall = await sandbox.channelId('brag-wall');
  const jo = users.find(({ name }) => name === 'jo')!.id;
  await sandbox.act('/clock', { now: at('09-14T08:00').toISOString() });
  await sandbox.act('/invite', { user: 'ann', channel: 'brag-wall', who: 'bot' });
  await sandbox.act('/channel', { action: 'archive', channel: 'brag-wall' });
  await sandbox.act('/clock', { now: at('09-14T14:00').toISOString() });
  const winId = '0c1f8a64-93c5-4df8-a6e1-1a8c3c1f4f10';
  const lostAt = at('09-14T13:50');
  const documents = {
    migrations,
    workspaces: [
      {
        _id: teamId,
        metAt: at('05-03T14:00'),
        installedAt: at('09-01T08:00'),
        lostWall: { channelId: wall, at: lostAt, why: 'is_archived', lookAt: at('09-14T14:06'), looks: 3 },
        timeZone: 'America/New_York',
        nextAskAt: new Date('2028-09-10T10:00Z'),
        lastClosedWeek: '2027-W36',
        nextDigestAt: at('09-20T13:00'),
        reconciledAt: at('09-14T08:30'),
        channelsListedAt: at('09-14T08:30'),
      },
    ],
    wins: [
      {
        _id: winId,
        teamId,
        authorId: jo,
        heroIds: [jo],
        groupNames: [],
        text: 'climbed onto the roof for a kite',
        names: { [jo]: 'Jo' },
        source: { kind: 'command' },
        postedAt: lostAt,
        week: '2027-W37',
        edition: 0,
        nominatorIds: [],
        nominationCount: 0,
        votesVersion: 0,
        revision: 0,
        isWallStale: false,
        needsReconciling: false,
        editions: [],
      },
    ],
    deliveries: [
      {
        _id: `win:${winId}`,
        teamId,
        attempts: 1,
        kind: 'win',
        state: 'waiting',
        winId,
        why: 'is_archived',
      },
      {
        _id: `wall-lost:${teamId}:${wall}:${lostAt.getTime()}`,
        teamId,
        attempts: 0,
        kind: 'wall-lost',
        state: 'due',
        dueAt: lostAt,
      },
    ],
  };
  await store(connection, documents);
  return { stoppedAt: at('09-14T14:00'), documents, teamId };
};
