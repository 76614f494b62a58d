import { expect } from 'chai';
import sinon from 'sinon';
import type { Win } from '../../../src/models/win-schema.ts';
import { expectValidMessage } from '../../support/block-kit.ts';
import { demoUsers, openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, planRun, takeIn } from '../../support/challenge-team.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { waitFor } from '../../support/wait-for.ts';
import { winsOf } from '../../support/win.ts';

const crowd = Array.from({ length: 60 }, (_, index) => ({
  id: `UX${index}`,
  name: `Person of some length ${index}`,
}));
const users = [
  ...demoUsers,
  { id: 'URIA', name: 'Ria' },
  { id: 'UOLD', name: 'old', deleted: true },
  { id: 'UFAR', name: 'far', is_stranger: true },
  { id: 'UGRID', name: 'grid', team_id: 'T0', enterprise_user: { enterprise_id: 'E2' } },
  ...crowd,
];
const idsOf = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id);
const groups = [
  { id: 'S1', handle: 'support-team', users: ['USAM', 'URIA', 'UBOT', 'UOLD', 'UFAR'] },
  { id: 'S2', handle: 'ten', users: idsOf(crowd.slice(0, 10)) },
  { id: 'S3', handle: 'eleven', users: idsOf(crowd.slice(0, 11)) },
  { id: 'S4', handle: 'everybody', users: idsOf(crowd) },
  { id: 'S5', handle: 'apps', users: ['UBOT'] },
  { id: 'S6', handle: 'fewer', users: [...idsOf(crowd.slice(0, 9)), 'UBOT', 'UOLD', 'UFAR'] },
];

const usual = ['win.add_details', 'win.edit', 'win.take_down'];

describe('whom a win credits', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users, groups });
  });
  after(() => bot.close());
  const askedNothing = { isSilent: false, off: new Set(['writing-tips']), snooze: undefined };
  beforeEach(async () => {
    team = await bot.createWorkspace();
    await team.store.preferences.store('UJO', askedNothing, bot.now());
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const lastAnswer = () => {
    const message = bot.slack.answers.at(-1)!.message;
    expectValidMessage(message as Parameters<typeof expectValidMessage>[0]);
    return { text: message.text as string, buttons: buttonsIn(message.blocks) };
  };
  const brag = async (text: string): Promise<{ win: Win; text: string; buttons: string[] }> => {
    await team.command('UJO', text);
    const [win] = await winsOf(team);
    return { win: win!, ...lastAnswer() };
  };
  const headings = (): string[] => bot.slack.callsOf('chat.postMessage').map(({ text }) => text);

  context('when the text names people in several ways', () => {
    const rows: [text: string, heroIds: string[], says: string[], saysNot: string[]][] = [
      [
        'called back',
        ['UJO'],
        ['On the wall for you: ‘called back’'],
        ['Choose', 'Not recognised', 'Mentioned'],
      ],
      [
        '<@USAM>/<@URIA> drove',
        ['USAM', 'URIA'],
        ['On the wall for sam and Ria: ‘drove’'],
        ['Not recognised'],
      ],
      [
        'drove with <@USAM>',
        ['UJO', 'USAM'],
        ['On the wall for you and sam: ‘drove with @sam’'],
        ['Not recognised'],
      ],
      ['@zoe drove the parcel', ['UJO'], ['for you: ‘@zoe drove the parcel’', 'Not recognised: @zoe.'], []],
      ['<@USAM>/@zoe drove', ['USAM'], ['for sam: ‘@zoe drove’', 'Not recognised: @zoe.'], []],
      ['<@USAM> drove to <@URIA>', ['USAM'], ['Mentioned, but not credited: Ria.'], ['Not recognised']],
      ['<@UBOT> did it', ['UJO'], ['brag (an app)', 'it is credited to you'], []],
      [
        '<@UFAR> and <@UGRID> helped <@USAM>',
        ['UJO'],
        ['Not credited: far and grid (of another organisation)', 'not credited: sam'],
        [],
      ],
    ];
    for (const [text, heroIds, says, saysNot] of rows)
      it(`says whom it credits for "${text}"`, async () => {
        const answer = await brag(text);

        expect(answer.win.heroIds).to.deep.equal(heroIds);
        for (const words of says) expect(answer.text).to.contain(words);
        for (const words of saysNot) expect(answer.text).not.to.contain(words);
        const isClear = says.every((words) => words.startsWith('On the wall'));
        expect(answer.buttons).to.deep.equal(isClear ? usual : ['win.choose_people', ...usual]);
      });

    it('stays within what Slack takes when sixty are mentioned, and can be edited and undone', async () => {
      const answer = await brag(`${crowd.map(({ id }) => `<@${id}>`).join(' ')} all helped`);

      expect(answer.win.heroIds).to.have.length(10);
      expect(answer.text).to.match(/Not credited: .* and 40 others \(a win credits ten people at most\)\./);
      expect(answer.buttons).to.include.members(['win.edit', 'win.take_down']);
    });

    it('stays within what Slack takes for as many names that were typed', async () => {
      const answer = await brag(
        `${Array.from({ length: 200 }, (_, index) => `@n${index}`).join(' ')} helped`,
      );

      expect(answer.text).to.contain('and 190 others');
    });

    it('says it along with the question for a wall', async () => {
      team = await bot.createWorkspace({ hasWall: false });

      const answer = await brag('@zoe drove');

      expect(answer.text).to.contain('There is no wall yet').and.to.contain('Not recognised: @zoe');
      expect(answer.buttons).to.deep.equal(['wall.choose', 'win.choose_people']);
    });
  });

  context('when the text credits a group', () => {
    const asks = () =>
      bot.slack.calls.map(({ method }) => method).filter((name) => name.startsWith('usergroups'));

    it('credits those of its members who can be, and names it', async () => {
      const { win, text, buttons } = await brag('<!subteam^S1|@support-team> stayed late');

      expect(win).to.deep.include({
        heroIds: ['USAM', 'URIA'],
        groupNames: ['@support-team'],
        text: '@support-team stayed late',
      });
      expect(text).to.contain('for sam and Ria: ').and.not.to.contain('Not credited');
      expect(buttons).to.deep.equal(usual);
      expect(headings()[0]).to.match(
        /^<@USAM> and <@URIA>, with @support-team, as told by jo: @support-team/,
      );
      expect(headings()[0]).not.to.contain('subteam');
    });

    it('credits the author as well when it is mentioned later on', async () => {
      const { win } = await brag('stayed late with <!subteam^S1|@support-team>');

      expect(win.heroIds).to.deep.equal(['UJO', 'USAM', 'URIA']);
    });

    const sizes: [group: string, heroCount: number, says: string][] = [
      ['S2|@ten', 10, 'On the wall for Person'],
      ['S6|@fewer', 9, 'On the wall for Person'],
      ['S3|@eleven', 1, '@eleven has 11 people and a win credits ten at most'],
      ['S4|@everybody', 1, '@everybody has 60 people and a win credits ten at most'],
      ['S5|@apps', 1, 'Nobody in @apps can be credited'],
    ];
    for (const [group, heroCount, says] of sizes)
      it(`credits ${heroCount} for ${group}`, async () => {
        const { win, text, buttons } = await brag(`<!subteam^${group}> stayed late`);

        expect(win.heroIds).to.have.length(heroCount);
        expect(win.groupNames).to.deep.equal([group.split('|')[1]]);
        expect(text).to.contain(says);
        expect(buttons.includes('win.choose_people')).to.equal(heroCount === 1);
      });

    it('asks for the name of one that Slack sends without', async () => {
      const { win } = await brag('<!subteam^S1> stayed late');

      expect(win).to.deep.include({ text: '@support-team stayed late', groupNames: ['@support-team'] });
      expect(asks()).to.have.members(['usergroups.users.list', 'usergroups.list']);
    });

    it('asks once for what is asked again soon', async () => {
      await brag('<!subteam^S1|@support-team> stayed late');
      await brag('<!subteam^S1|@support-team> stayed later');

      expect(asks()).to.deep.equal(['usergroups.users.list']);
    });

    it('asks about nobody in a large one', async () => {
      await brag('<!subteam^S4|@everybody> stayed late');

      expect(bot.slack.callsOf('users.info').length).to.be.below(3);
    });

    for (const [error, says] of [
      ['missing_scope', 'I am not allowed to see who is in @support-team'],
      ['no_such_subteam', 'Slack does not say who is in @support-team'],
      ['fatal_error', 'Slack does not say who is in @support-team'],
    ] as const)
      it(`names it, and tells the author, when Slack answers ${error}`, async () => {
        bot.slack.answersWith('usergroups.users.list', { error });

        const { win, text, buttons } = await brag('<!subteam^S1|@support-team> stayed late');

        expect(win).to.deep.include({ heroIds: ['UJO'], groupNames: ['@support-team'] });
        expect(text).to.contain(says).and.to.contain('On the wall for you: ');
        expect(buttons[0]).to.equal('win.choose_people');
      });

    it('goes on without it when Slack is silent', async () => {
      const clock = fakeTimers();
      bot.slack.answersWith('usergroups.users.list', () => new Promise(() => undefined));

      const posting = team.command('UJO', '<!subteam^S1|@support-team> stayed late');
      await waitFor('Slack to be asked', () => bot.slack.callsOf('usergroups.users.list').length === 1);
      await clock.tickAsync(700);
      clock.restore();
      const ack = await posting;

      expect(ack.args).to.deep.equal([[]]);
      expect(lastAnswer().text).to.contain('Slack does not say who is in @support-team');
    });

    it('takes twenty of the same at once for one win', async () => {
      await Promise.all(Array.from({ length: 20 }, () => team.command('UJO', '<!subteam^S1> stayed late')));

      expect(await winsOf(team)).to.have.length(1);
    });

    it('takes two groups without a name for two', async () => {
      bot.slack.answersWith('usergroups.list', { error: 'missing_scope' });

      await team.command('UJO', '<!subteam^S1> stayed late');
      await team.command('UJO', '<!subteam^S2> stayed late');

      expect(await winsOf(team)).to.have.length(2);
    });

    it('posts nothing when it only names one', async () => {
      await team.command('UJO', '<!subteam^S1|@support-team>');

      expect(lastAnswer().text).to.contain('only names people').and.to.contain('@support-team');
      expect(await winsOf(team)).to.deep.equal([]);
    });

    it('names it as long as the text does', async () => {
      const { win } = await brag('<!subteam^S3|@eleven> stayed late');
      const change = (typed: string, edition: number) =>
        team.submit(
          'UJO',
          'win.change',
          { winId: win._id, edition },
          { win_text: { value: typed }, win_people: { selected_users: ['USAM'] } },
        );

      await change('@eleven stayed very late', 0);
      const kept = (await winsOf(team))[0]!.groupNames;
      await change('some stayed very late', 1);

      expect(kept).to.deep.equal(['@eleven']);
      expect((await winsOf(team))[0]).to.deep.include({ groupNames: [], heroIds: ['USAM'] });
    });
  });

  context('when the author is of another organisation', () => {
    const expectNothing = async () => {
      expect(await bot.models.wins.model.countDocuments({ teamId: team.teamId })).to.equal(0);
      expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
    };

    for (const userId of ['UFAR', 'UGRID', 'UNOBODY'])
      it(`refuses kindly what ${userId} says, and gives the text back`, async () => {
        await team.command(userId, '<@USAM> helped us');

        expect(lastAnswer().text)
          .to.contain('Only members of this organisation')
          .and.to.contain('@sam helped us')
          .and.not.to.contain('redited');
        await expectNothing();
      });

    it('keeps the composer open with the text', async () => {
      const ack = await team.submit(
        'UFAR',
        'win.compose',
        { responseUrl },
        { win_text: { value: 'we did' } },
      );

      expect(JSON.stringify(ack.args)).to.contain('"errors":{"win_text":"Only members of this organisation');
      await expectNothing();
    });

    it('takes no day of a challenge as done with a win', async () => {
      bot.setNow(new Date('2027-10-04T08:00:00Z'));
      const { _id: runId } = await planRun(team);
      await takeIn(team, runId, 'UFAR');
      const done = {
        challenge_note: { value: 'did it' },
        challenge_win: { selected_options: [{ value: 'win' }] },
      };

      const ack = await team.submit(
        'UFAR',
        'challenge.done',
        { runId, dayId: 'be-reachable', responseUrl },
        done,
      );
      bot.setNow(new Date('2026-10-07T12:00:00Z'));

      expect(JSON.stringify(ack.args)).to.contain('"errors":{"challenge_note":"Only members');
      expect((await team.store.participants.find({ runId, userId: 'UFAR' }))!.days).to.deep.equal({});
      await expectNothing();
    });
  });

  context('when its author chooses people', () => {
    const openForm = async (win: Win, isPrivate = true) => {
      const body = { container: { is_ephemeral: isPrivate } };
      await team.action('UJO', 'win.choose_people', { value: win._id }, body);
      return bot.slack.callsOf('views.open').at(-1)!.view;
    };
    const save = (win: Win, metadata: string, userIds: string[]) =>
      team.submit('UJO', 'win.change', metadata, {
        win_text: { value: win.text },
        win_people: { selected_users: userIds },
      });

    it('opens the form at the people whom the win credits now', async () => {
      const { win } = await brag('<@USAM>/@zoe drove');

      const view = await openForm(win);

      const people = view.blocks.find(({ block_id: id }: { block_id: string }) => id === 'win_people');
      expect(view.callback_id).to.equal('win.change');
      expect(people.element).to.deep.include({ initial_users: ['USAM'], focus_on_load: true });
      expect(JSON.stringify(view).match(/focus_on_load/g)).to.have.length(1);
    });

    it('credits whom they chose, and says so in place of the first answer', async () => {
      const { win } = await brag('@zoe drove');
      const view = await openForm(win);

      await save(win, view.private_metadata, ['URIA', 'USAM']);

      expect((await winsOf(team))[0]!.heroIds).to.deep.equal(['URIA', 'USAM']);
      expect(bot.slack.answers.at(-1)!.message.replace_original).to.equal(true);
      expect(lastAnswer().text).to.contain('for Ria and sam: ').and.not.to.contain('recognised');
      expect(lastAnswer().buttons).to.deep.equal(usual);
    });

    for (const [place, isPrivate] of [
      ['in place of the first answer', true],
      ['beside the wall', false],
    ] as const)
      it(`says who was left out of what was saved, and offers to choose again, ${place}`, async () => {
        const { win } = await brag('@zoe drove');
        const view = await openForm(win, isPrivate);

        const ack = await save(win, view.private_metadata, ['URIA', 'UBOT', 'UFAR']);

        const { text, buttons } = lastAnswer();
        expect(ack.args).to.deep.equal([[]]);
        expect((await winsOf(team))[0]!.heroIds).to.deep.equal(['URIA']);
        expect(bot.slack.answers.at(-1)!.message.replace_original).to.equal(isPrivate);
        expect(text).to.contain('Not credited: brag (an app)');
        expect(text).to.contain('Not credited: far (of another organisation)');
        expect(buttons[0]).to.equal('win.choose_people');
      });

    it('keeps whom it credits already, also when they have left since', async () => {
      const { win } = await brag('<@USAM> drove');
      bot.slack.answersWith('users.info', ({ user: id }) => ({
        user: { id, name: id, deleted: id === 'USAM' },
      }));
      team.deps.people.update({ id: 'USAM', name: 'sam', deleted: true, updated: 2 }, bot.now());
      const view = await openForm(win);

      await save(win, view.private_metadata, ['USAM', 'URIA']);

      expect((await winsOf(team))[0]!.heroIds).to.deep.equal(['USAM', 'URIA']);
    });
  });
});
