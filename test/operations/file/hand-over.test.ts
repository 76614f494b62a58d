import { expect } from 'chai';
import { handOver } from '../../../src/operations/file/hand-over.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

const short = { name: 'wins.md', mediaType: 'text/markdown', content: '# Wins\n<@UANN> & *more*\n' };
const long = {
  name: 'wins.csv',
  mediaType: 'text/csv',
  content: `\uFEFF${'2026-10-07,"a story, of Mrs Lee"\r\n'.repeat(500)}`,
};

describe('handing over files without an address', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    bot.slack.reset();
    bot.slack.answersWith('chat.postMessage', ({ channel, thread_ts: threadTs }) => ({
      channel: channel === 'UJO' ? 'DJO' : channel,
      ts: `${bot.slack.callsOf('chat.postMessage').length}.${threadTs ? '000002' : '000001'}`,
    }));
  });

  const hand = async (files = [short, long], reason = 'your wins') => {
    const answer = await handOver(team.deps, { userId: 'UJO', files, reason });
    await bot.shared.background.drain(5_000);
    return answer.text;
  };
  const posts = () => bot.slack.callsOf('chat.postMessage');
  const codeOf = ({
    blocks,
  }: {
    blocks?: { type: string; elements: { elements: { text: string }[] }[] }[];
  }) => blocks?.find(({ type }) => type === 'rich_text')?.elements[0]?.elements[0]?.text ?? '';

  it('puts them into the direct message, below one message and in their order', async () => {
    const answer = await hand();

    expect(answer).to.include('https://example.slack.com/archives/DJO/p1000001');
    const [first, ...below] = posts();
    expect(first).to.include({ channel: 'UJO' });
    expect(first?.text).to.include('wins.md and wins.csv (3 messages). Where a file has several');
    expect(below.map(({ channel, thread_ts: threadTs }) => [channel, threadTs])).to.deep.equal(
      below.map(() => ['DJO', '1.000001']),
    );
    expect(below.map(({ text }) => text.split('\n')[0])).to.deep.equal([
      '*wins.md*',
      '*wins.csv, 1 of 3*',
      '*wins.csv, 2 of 3*',
      '*wins.csv, 3 of 3*',
    ]);
    expect(codeOf(below[0] ?? {})).to.equal(short.content);
    expect(below.slice(1).map(codeOf).join('')).to.equal(long.content.slice(1));
    expect(below[0]?.text).to.include('&lt;@UANN&gt; &amp; *more*');
  });

  it('hands over one set to whoever asks twenty times at one moment, and another one later', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => hand([short])));

    expect(posts()).to.have.length(2);
    expect(answers.filter((text) => text.includes('a moment ago'))).to.have.length(19);
    bot.setNow(new Date('2026-10-07T12:02:00Z'));
    await hand([short]);
    expect(posts()).to.have.length(4);
  });

  it('goes on where Slack told it to wait', async () => {
    bot.slack.answersOnceWith('chat.postMessage', { retryAfter: 30 });
    expect(await hand([short])).to.include('as soon as Slack takes it');
    bot.setNow(new Date('2026-10-07T12:00:31Z'));
    await team.deps.outbox.deliverDue();

    expect(posts().map(({ text }) => text.split('\n')[0])).to.have.length(3);
    expect(posts().at(-1)?.text).to.include('*wins.md*');
  });

  it('says what to do when they are too long, and when Slack refuses', async () => {
    const tooLong = { ...long, content: long.content.repeat(20) };
    expect(await hand([tooLong]))
      .to.include('PUBLIC_URL')
      .and.to.include('a shorter period');
    expect(posts()).to.deep.equal([]);

    bot.slack.answersWith('chat.postMessage', { error: 'messages_tab_disabled' });
    expect(await hand([short])).to.include('does not let me write to you');
  });

  it('gives nobody the files of another workspace or person', async () => {
    await hand([short]);
    const [set] = await bot.models.downloads.model.find({ teamId: team.teamId }).lean();
    const other = await bot.createWorkspace();

    expect(await team.store.downloads.find(set?.setId ?? '', 'UANN', bot.now())).to.equal(null);
    expect(await other.store.downloads.find(set?.setId ?? '', 'UJO', bot.now())).to.equal(null);
    expect(await team.store.downloads.find(set?.setId ?? '', 'UJO', bot.now())).not.to.equal(null);
  });
});
