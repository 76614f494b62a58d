import { expect } from 'chai';
import { actionIds, callbackIds, ideaFormIds as ids, winFormIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import {
  addMine,
  filledIdea,
  labelsOf,
  lastAnswerOf,
  offered,
  ownIdeas,
  valueIn,
  winOfIdea,
} from '../../support/idea.ts';
import { nextNotes } from '../../support/note.ts';
import { changeSettings } from '../../support/settings.ts';

const ephemeral = { container: { type: 'message', is_ephemeral: true } };
const typed = 'Walk somebody to the bus stop when it is dark';

describe("the team's own little extras", () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' },
        { id: 'UJO', name: 'jo', tz: 'Europe/London' },
        { id: 'UTOM', name: 'tom', tz: 'Europe/London' },
        { id: 'UZOE', name: 'zoe', tz: 'Europe/London', is_admin: true },
        { id: 'UFAR', name: 'far', is_stranger: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const added = async (userId = 'UJO', words = typed): Promise<string> => {
    await addMine(team, userId, words);
    return valueIn(lastAnswerOf(bot), actionIds.ideaHide)!;
  };
  const press = async (userId: string, actionId: string, value: string): Promise<string> => {
    await team.action(userId, actionId, { value }, ephemeral);
    return lastAnswerOf(bot).text;
  };
  const errorsAfter = async (fields: object): Promise<unknown> => {
    const ack = await team.submit('UJO', callbackIds.ideaAdd, {}, { ...filledIdea(typed), ...fields });
    return (ack.firstCall.args[0] as { errors?: unknown } | undefined)?.errors;
  };
  /** The modal that was opened or shown last. */
  const lastView = () => bot.slack.calls.findLast(({ method }) => method.startsWith('views.'))!.args.view;
  const listed = async (userId: string) => {
    await team.action(userId, actionIds.ideaList, {}, { view: { type: 'modal', id: 'VTOP' } });
    return lastView();
  };

  context('when one is added', () => {
    it('is live at once: everybody can be offered it, in the same order as the others', async () => {
      const ideaId = await added();
      await winOfIdea(team, 'UTOM', ideaId, 'walked Mrs Lee to the bus', bot.now());

      expect(await offered(bot, team, 'UTOM')).to.equal(ideaId);
      expect(lastAnswerOf(bot).text)
        .to.contain(typed)
        .and.to.contain('on the phone')
        .and.to.contain('from jo');
      expect(await ownIdeas(bot, team)).to.have.length(1);
    });

    it('tells no name where nobody is counted', async () => {
      const ideaId = await added();
      await changeSettings(team, bot, { isTeamMode: true });
      await winOfIdea(team, 'UTOM', ideaId, 'walked Mrs Lee to the bus', bot.now());

      await offered(bot, team, 'UTOM');

      expect(lastAnswerOf(bot).text).to.contain(typed).and.not.to.contain('from jo');
    });

    const faults: [string, object, object][] = [
      ['nothing to see', { [ids.text]: { value: ' \u200b ' } }, { [ids.text]: /Write one line/ }],
      ['201 characters', { [ids.text]: { value: 'x'.repeat(201) } }, { [ids.text]: /201 characters long/ }],
      ['no minutes', { [ids.minutes]: { value: '0' } }, { [ids.minutes]: /from 1 to 60/ }],
      ['part of a minute', { [ids.minutes]: { value: '2.5' } }, { [ids.minutes]: /from 1 to 60/ }],
      [
        'a place that is none',
        { [ids.channels]: { selected_options: [{ value: 'x' }] } },
        { [ids.channels]: /at least one/ },
      ],
      [
        'what the bank has',
        { [ids.text]: { value: 'call back three people who left a message,  the oldest first' } },
        {},
      ],
    ];
    for (const [what, fields, expected] of faults)
      it(`stores nothing of ${what}`, async () => {
        const errors = (await errorsAfter(fields)) ?? {};

        expect(Object.keys(errors)).to.deep.equal(Object.keys(expected));
        for (const [block, words] of Object.entries(expected))
          expect(Reflect.get(errors, block)).to.match(words);
        expect(await ownIdeas(bot, team)).to.deep.equal([]);
      });

    it('asks about contact data first, and stores it masked', async () => {
      const words = 'Ring 020 7946 0018 for no reason';
      const ack = await addMine(team, 'UJO', words);
      expect(JSON.stringify(ack.firstCall.args[0])).to.contain('Your whole team could read it');
      expect(await ownIdeas(bot, team)).to.deep.equal([]);

      await addMine(team, 'UJO', words, {
        [winFormIds.customerData]: { selected_option: { value: 'mask' } },
      } as never);

      expect((await ownIdeas(bot, team)).map(({ text }) => text)).to.deep.equal(['Ring ••• for no reason']);
    });

    it('is one when twenty add it at once, and when a form is sent twice', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          addMine(team, index % 2 ? 'UJO' : 'UTOM', typed.toUpperCase(), {}, `V${Math.floor(index / 4)}`),
        ),
      );

      expect(await ownIdeas(bot, team)).to.have.length(1);
      const answers = bot.slack.answers.map(({ message }) => message.text as string);
      expect(answers).to.have.length(20);
      expect(answers.filter((text) => text.includes('Thank you'))).to.have.length(4);
      expect(answers.filter((text) => text.includes('has this one already'))).to.have.length(16);
    });

    it('is answered in the place of its form where there is no conversation', async () => {
      const ack = await team.submit('UJO', callbackIds.ideaAdd, {}, filledIdea(typed));

      const { response_action: how, view } = ack.firstCall.args[0] as never;
      expect(how).to.equal('update');
      expect(labelsOf(view)).to.deep.equal(['Take it back', 'Our own']);
    });

    it('is for the team alone: not for strangers, nor for whoever cannot see the wall', async () => {
      wallIs(bot, { privateTo: ['UJO', 'UANN'] });
      await added();

      for (const userId of ['UFAR', 'UTOM']) {
        const ack = await addMine(team, userId, 'Lend somebody a map');
        expect(JSON.stringify(ack.firstCall.args[0])).to.contain('Only those who can see the wall');
        expect(JSON.stringify(await listed(userId))).to.contain('for those who can see the wall');
      }
      await offered(bot, team, 'UTOM');
      expect(labelsOf(lastAnswerOf(bot))).to.deep.equal(['Try it', 'Another']);
      expect(await ownIdeas(bot, team)).to.have.length(1);
    });
  });

  context('when it is hidden', () => {
    it('is taken back by its author, who alone puts it back', async () => {
      const ideaId = await added();

      expect(await press('UJO', actionIds.ideaHide, ideaId)).to.contain('Taken back');
      expect(await press('UANN', actionIds.ideaShowAgain, ideaId)).to.contain('Only whoever added');
      expect(JSON.stringify(await listed('UANN'))).not.to.contain(typed);
      expect(await press('UJO', actionIds.ideaShowAgain, ideaId)).to.contain('offered to your team');
      expect((await ownIdeas(bot, team))[0]!.hidden).to.equal(undefined);
    });

    it('is hidden by a manager, and its author reads so in the next note', async () => {
      const ideaId = await added();

      expect(await press('UANN', actionIds.ideaHide, ideaId)).to.contain('Hidden.');
      expect(await press('UJO', actionIds.ideaShowAgain, ideaId)).to.contain('Only whoever added');
      await nextNotes(bot, team);

      const told = bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO');
      expect(told).to.have.length(1);
      expect(told[0]!.text).to.contain('ann hid a little extra of yours').and.to.contain(typed);

      await press('UZOE', actionIds.ideaShowAgain, ideaId);
      const [shown] = bot.slack.callsOf('chat.update').filter(({ channel }) => channel === 'UJO');
      expect(shown!.text).to.contain('offered it again');
    });

    it('tells its author nothing when it was put back before their note', async () => {
      const ideaId = await added();
      await press('UANN', actionIds.ideaHide, ideaId);
      await press('UANN', actionIds.ideaShowAgain, ideaId);
      await nextNotes(bot, team);

      expect(bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO')).to.deep.equal(
        [],
      );
    });

    it('is hidden once, whoever presses: its author and two managers at the same moment', async () => {
      const ideaId = await added();

      await Promise.all(
        ['UJO', 'UANN', 'UZOE', 'UANN', 'UJO'].map((userId) =>
          team.action(userId, actionIds.ideaHide, { value: ideaId }, ephemeral),
        ),
      );

      const [own] = await ownIdeas(bot, team);
      expect(own).to.deep.include({ timesHidden: 1 });
      expect(own!.hidden!.isOwn).to.equal(own!.hidden!.by === 'UJO');
    });

    it('is not changed by colleagues, strangers or another workspace', async () => {
      const ideaId = await added();
      const other = await bot.createWorkspace();
      const acts = [actionIds.ideaHide, actionIds.ideaShowAgain, actionIds.ideaWake];

      for (const actionId of acts) {
        for (const userId of ['UTOM', 'UFAR'])
          expect(await press(userId, actionId, ideaId)).to.contain('Only whoever added');
        await other.action('UANN', actionId, { value: ideaId }, ephemeral);
        expect(lastAnswerOf(bot).text).to.contain('not kept any more');
      }
      expect((await ownIdeas(bot, team))[0]).to.deep.include({ timesHidden: 0, addedBy: 'UJO' });
    });

    it('belongs to whoever adds it anew after its author took it back, and to nobody after a manager took it out', async () => {
      const ideaId = await added();
      await press('UJO', actionIds.ideaHide, ideaId);
      expect(await added('UTOM')).to.equal(ideaId);
      expect((await ownIdeas(bot, team))[0]).to.include({ addedBy: 'UTOM' });

      await press('UANN', actionIds.ideaHide, ideaId);
      const ack = await addMine(team, 'UJO', typed);

      expect(JSON.stringify(ack.firstCall.args[0])).to.contain('A manager hid an idea');
    });
  });

  context('when nobody tries it for six months', () => {
    const later = new Date('2027-04-14T12:00:00Z');

    it('sleeps, and is offered to nobody until its author or a manager wakes it', async () => {
      const ideaId = await added();
      bot.setNow(later);
      const view = await listed('UJO');
      expect(JSON.stringify(view)).to.contain('asleep');
      expect(labelsOf(view)).to.include('Wake it').and.not.to.include('Try it');

      await team.action(
        'UJO',
        actionIds.ideaWake,
        { value: `0:${ideaId}` },
        { view: { type: 'modal', id: 'VLIST' }, container: { type: 'view' } },
      );

      expect(JSON.stringify(lastView())).not.to.contain('asleep');
      expect((await ownIdeas(bot, team))[0]!.usedAt).to.deep.equal(later);
    });

    it('is woken by whoever adds it again', async () => {
      await added();
      bot.setNow(later);

      await addMine(team, 'UTOM', typed);

      expect(lastAnswerOf(bot).text).to.contain('Now it is offered again');
      expect((await ownIdeas(bot, team))[0]).to.include({ addedBy: 'UJO' });
    });
  });

  context('in their list', () => {
    it('says what there is to do when there is none', async () => {
      const view = await listed('UJO');

      expect(JSON.stringify(view)).to.contain('none of its own yet');
      expect(labelsOf(view)).to.deep.equal(['Add mine']);
    });

    it('come by pages of eight, and each has its buttons for whoever may press them', async () => {
      for (let number = 1; number <= 10; number += 1) {
        bot.setNow(new Date(bot.now().getTime() + 1000));
        await added('UJO', `Offer somebody ${number} chairs`);
      }

      const first = await listed('UTOM');
      await team.action(
        'UTOM',
        actionIds.ideaNextPage,
        { value: valueIn(first, actionIds.ideaNextPage) },
        { view: { type: 'modal', id: 'VLIST' }, container: { type: 'view' } },
      );
      const second = lastView();

      expect(labelsOf(first)).to.deep.equal([
        ...Array.from({ length: 8 }, () => 'Try it'),
        'Older',
        'Add mine',
      ]);
      expect(labelsOf(second)).to.deep.equal(['Try it', 'Try it', 'Newer', 'Add mine']);
      expect(labelsOf(await listed('UANN')).filter((label) => label === 'Hide it')).to.have.length(8);
      expect(labelsOf(await listed('UJO')).filter((label) => label === 'Take it back')).to.have.length(8);
    });
  });
});
