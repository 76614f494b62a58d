import { WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import { expect } from 'chai';
import sinon from 'sinon';
import { createPeople } from '../../src/slack/people.ts';

const page = (userId: string, cursor = '') => ({
  ok: true as const,
  members: [{ id: userId, name: userId, is_admin: true }],
  response_metadata: { next_cursor: cursor },
});
const rateLimited = () => new WebAPIRateLimitedError(30);

describe('listing the admins', () => {
  const slack = new WebClient();
  let list: sinon.SinonStub;
  beforeEach(() => {
    list = sinon.stub(slack.users, 'list');
  });
  afterEach(() => sinon.restore());

  const cursors = () => list.args.map(([args]) => args.cursor);
  const names = async (people: ReturnType<typeof createPeople>) =>
    (await people.findAdmins()).map(({ userId }) => userId);

  context('when Slack cuts it short', () => {
    it('waits for nothing, and goes on from there when it is asked again', async () => {
      const people = createPeople(slack, 'T1');
      list.onFirstCall().resolves(page('U1', 'more'));
      list.onSecondCall().rejects(rateLimited());
      list.onThirdCall().resolves(page('U2'));

      const first = await people.findAdmins().catch((error: unknown) => error);

      expect(first).to.be.instanceOf(WebAPIRateLimitedError);
      expect(await names(people)).to.deep.equal(['U1', 'U2']);
      expect(cursors()).to.deep.equal([undefined, 'more', 'more']);
    });

    it('begins anew when that was long ago', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['performance'] });
      const people = createPeople(slack, 'T1');
      list.onFirstCall().resolves(page('U1', 'more'));
      list.onSecondCall().rejects(rateLimited());
      list.onThirdCall().resolves(page('U3'));
      await people.findAdmins().catch(() => undefined);

      clock.tick(10 * 60_000);

      expect(await names(people)).to.deep.equal(['U3']);
      expect(cursors()).to.deep.equal([undefined, 'more', undefined]);
    });
  });

  context('when Slack does not know the cursor', () => {
    it('begins anew when it is asked again', async () => {
      const people = createPeople(slack, 'T1');
      list.onFirstCall().resolves(page('U1', 'more'));
      list.onSecondCall().rejects(new Error('invalid_cursor'));
      list.onThirdCall().resolves(page('U2'));
      await people.findAdmins().catch(() => undefined);

      expect(await names(people)).to.deep.equal(['U2']);
    });
  });
});

describe('what a person is called', () => {
  afterEach(() => sinon.restore());

  const profiles: [string, object, string][] = [
    ['the name they show', { name: 'jo1', profile: { display_name: 'Jo', real_name: 'Joanna' } }, 'Jo'],
    ['their own name', { name: 'jo1', profile: { display_name: '', real_name: 'Joanna' } }, 'Joanna'],
    ['what can be seen', { name: 'jo1', profile: { display_name: '\u3164', real_name: '\u2800' } }, 'jo1'],
    ['what turns no line', { profile: { display_name: '\u202eJo\ud83d' } }, 'Jo\ufffd'],
    ['someone, when there is nothing', {}, 'someone'],
  ];
  for (const [what, user, name] of profiles)
    it(`is ${what}`, async () => {
      const slack = new WebClient();
      sinon.stub(slack.users, 'info').resolves({ ok: true, user: { id: 'U1', ...user } });

      expect((await createPeople(slack, 'T1').find('U1'))?.name).to.equal(name);
    });
});

describe('telling whether somebody is of this organisation', () => {
  const slack = new WebClient();
  afterEach(() => sinon.restore());

  const grid = (id: string) => ({ enterprise_user: { enterprise_id: id } });
  const cases: [who: string, user: object, enterpriseId: string | undefined, isStranger: boolean][] = [
    ['a member', { team_id: 'T1' }, undefined, false],
    ['somebody of whom Slack says little', {}, undefined, false],
    ['a member of another workspace', { team_id: 'T2' }, undefined, true],
    ['somebody in no channel that is shared', { team_id: 'T2', is_stranger: true }, undefined, true],
    ['somebody in a shared channel', { team_id: 'T2', is_stranger: false }, undefined, true],
    ['a member of a Grid workspace', { team_id: 'T1', ...grid('E1') }, 'E1', false],
    ['a colleague in another workspace', { team_id: 'T2', ...grid('E1') }, 'E1', false],
    ['a colleague who shares no channel', { team_id: 'T2', is_stranger: true, ...grid('E1') }, 'E1', false],
    ['a member of another Grid organisation', { team_id: 'T2', ...grid('E2') }, 'E1', true],
    ['the same under our workspace', { team_id: 'T1', ...grid('E2') }, 'E1', true],
    ['a Grid member where there is no Grid', { team_id: 'T2', ...grid('E2') }, undefined, true],
    ['the same without a workspace', grid('E2'), undefined, true],
    ['a member since the workspace joined a Grid', { team_id: 'T1', ...grid('E1') }, undefined, false],
    ['a Grid member of no known organisation', { team_id: 'T2', enterprise_user: {} }, 'E1', true],
  ];
  for (const [who, user, enterpriseId, isStranger] of cases)
    it(`takes ${who} for ${isStranger ? 'a stranger' : 'one of us'}`, async () => {
      sinon.stub(slack.users, 'info').resolves({ ok: true, user: { id: 'U1', name: 'u', ...user } });

      const person = await createPeople(slack, 'T1', undefined, { enterpriseId }).find('U1');

      expect(person).to.include({ isStranger });
    });
});
