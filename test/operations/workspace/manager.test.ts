import { WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { managesWorkspace } from '../../../src/operations/workspace/manager.ts';
import { createPeople } from '../../../src/slack/people.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';

describe('managing a workspace', () => {
  let slack: FakeSlack;
  beforeEach(() => {
    slack = createFakeSlack([]);
  });
  afterEach(() => slack.restore());

  const people = () => createPeople(new WebClient('xoxb-test'), 'T1', undefined, { enterpriseId: 'E1' });
  const admin = { id: 'UANN', name: 'ann', team_id: 'T1', is_admin: true };

  const cases: [string, object, boolean][] = [
    ['an admin', { user: admin }, true],
    ['an owner', { user: { ...admin, is_admin: false, is_owner: true } }, true],
    [
      'an admin of another workspace of the organisation',
      { user: { ...admin, team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } } },
      true,
    ],
    [
      'an admin of another Grid organisation',
      { user: { ...admin, team_id: 'T2', enterprise_user: { enterprise_id: 'E2' } } },
      false,
    ],
    ['anybody else', { user: { ...admin, is_admin: false } }, false],
    ['a deactivated admin', { user: { ...admin, deleted: true } }, false],
    ['a bot that is an admin', { user: { ...admin, is_bot: true } }, false],
    ['an admin of another organisation', { user: { ...admin, team_id: 'T2' } }, false],
    ['a stranger', { user: { ...admin, is_stranger: true } }, false],
    ['somebody whom Slack does not know', { error: 'user_not_found' }, false],
  ];
  for (const [who, answer, expected] of cases)
    it(`is ${expected ? '' : 'not '}for ${who}`, async () => {
      slack.answersWith('users.info', answer);

      expect(await managesWorkspace({ people: people() }, 'UANN')).to.equal(expected);
    });

  it('is refused to nobody because Slack cannot be asked', async () => {
    slack.answersWith('users.info', { error: 'fatal_error' });

    const failure = await managesWorkspace({ people: people() }, 'UANN').catch(
      (error: Error) => error.message,
    );

    expect(failure).to.contain('fatal_error');
  });
});
