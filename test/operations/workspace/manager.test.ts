import { WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { settingsDefaults, type Workspace } from '../../../src/domain/workspace.ts';
import { findManagers, managesWorkspace, whomToAsk } from '../../../src/operations/workspace/manager.ts';
import { createPeople } from '../../../src/slack/people.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';

describe('managing a workspace', () => {
  let slack: FakeSlack;
  beforeEach(() => {
    slack = createFakeSlack([]);
  });
  afterEach(() => slack.restore());

  const depsWith = (managerIds?: readonly string[]) => ({
    people: createPeople(new WebClient('xoxb-test'), 'T1', undefined, { enterpriseId: 'E1' }),
    workspace: async (): Promise<Workspace> => ({
      ...settingsDefaults,
      slackName: undefined,
      managerIds,
      metAt: undefined,
      emojiChanges: [],
      lastClosedWeek: undefined,
      wallChannelId: undefined,
      lostWall: undefined,
      doubtedWall: undefined,
      zone: 'UTC',
      settingsVersion: 0,
    }),
  });
  const member = { id: 'UANN', name: 'ann', team_id: 'T1' };
  const elsewhere = { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } };

  const cases: [who: string, answer: object, unchosen: boolean, chosen: boolean][] = [
    ['an admin', { user: { ...member, is_admin: true } }, true, true],
    ['an owner', { user: { ...member, is_owner: true } }, true, true],
    [
      'an admin of another workspace of it',
      { user: { ...member, ...elsewhere, is_admin: true } },
      true,
      true,
    ],
    ['a colleague', { user: member }, false, true],
    ['a colleague of another workspace of it', { user: { ...member, ...elsewhere } }, false, true],
    ['a guest', { user: { ...member, is_restricted: true } }, false, false],
    ['a guest of one channel', { user: { ...member, is_ultra_restricted: true } }, false, false],
    [
      'an admin of another Grid organisation',
      { user: { ...member, is_admin: true, team_id: 'T2', enterprise_user: { enterprise_id: 'E2' } } },
      false,
      false,
    ],
    ['a deactivated admin', { user: { ...member, is_admin: true, deleted: true } }, false, false],
    ['a bot that is an admin', { user: { ...member, is_admin: true, is_bot: true } }, false, false],
    [
      'an admin of another organisation',
      { user: { ...member, is_admin: true, team_id: 'T2' } },
      false,
      false,
    ],
    ['a stranger', { user: { ...member, is_admin: true, is_stranger: true } }, false, false],
    ['somebody whom Slack does not know', { error: 'user_not_found' }, false, false],
  ];
  for (const [who, answer, unchosen, chosen] of cases)
    it(`is ${unchosen ? '' : 'not '}for ${who} until anybody is named, and ${chosen ? '' : 'not '}once they are`, async () => {
      slack.answersWith('users.info', answer);

      expect(await managesWorkspace(depsWith(undefined), 'UANN')).to.equal(unchosen);
      expect(await managesWorkspace(depsWith(['UJO', 'UANN']), 'UANN')).to.equal(chosen);
      expect(await managesWorkspace(depsWith(['UJO']), 'UANN')).to.equal(false);
      expect(await managesWorkspace(depsWith([]), 'UANN')).to.equal(false);
    });

  it('is refused to nobody because Slack cannot be asked', async () => {
    slack.answersWith('users.info', { error: 'fatal_error' });

    const failure = await managesWorkspace(depsWith(), 'UANN').catch((error: Error) => error.message);

    expect(failure).to.contain('fatal_error');
  });

  const listing = () => {
    const users = [
      { ...member, is_admin: true },
      { id: 'UJO', name: 'jo', team_id: 'T1' },
      { id: 'UOLD', name: 'old', team_id: 'T1', is_admin: true, deleted: true },
    ];
    slack.answersWith('users.list', { members: users });
    slack.answersWith('users.info', ({ user: id }) => {
      const user = users.find((each) => each.id === id);
      return user ? { user } : { ok: false, error: 'user_not_found' };
    });
  };
  const found: [managerIds: string[] | undefined, expected: string[]][] = [
    [undefined, ['UANN']],
    [['UJO'], ['UJO']],
    [
      ['UJO', 'UANN'],
      ['UJO', 'UANN'],
    ],
    [['UOLD', 'UNOBODY', 'UJO'], ['UJO']],
    [['UOLD'], []],
    [[], []],
  ];
  for (const [managerIds, expected] of found)
    it(`is up to ${expected.join(' and ') || 'nobody'} where ${managerIds?.join(' and ') ?? 'nobody'} was named`, async () => {
      listing();
      const deps = depsWith(managerIds);

      expect((await findManagers(deps)).map(({ userId }) => userId)).to.deep.equal(expected);
      expect(await whomToAsk(deps, 'UJO')).to.deep.equal({ managerIds: expected, mayChoose: false });
      expect(await whomToAsk(deps, 'UANN')).to.deep.equal({ managerIds: expected, mayChoose: true });
    });

  it('is asked about in no other way when Slack cannot say in time who leads the team', async () => {
    slack.answersWith('users.info', { error: 'fatal_error' });

    expect(await whomToAsk(depsWith(['UJO']), 'UANN')).to.deep.equal({ managerIds: [], mayChoose: false });
  });
});
