import { expect } from 'chai';
import { channelIdsIn, channelsAsTyped, nameChannels } from '../../src/domain/channel-reference.ts';

const nameOf = (channelId: string) => (channelId === 'COPEN' ? 'general' : undefined);

describe('naming the channels in a text', () => {
  const texts: [what: string, wire: string, shown: string][] = [
    ['a public channel', 'see <#COPEN|general>', 'see #general'],
    ['a public channel without a label', 'see <#COPEN>, <#COPEN|>', 'see #general, #general'],
    ['a public channel by its present name', 'see <#COPEN|old-name>', 'see #general'],
    ['a private channel', 'as agreed in <#CLEADS|leads>.', 'as agreed in a private channel.'],
    ['a private channel without a label', '<#GLEADS|> <#GLEADS>', 'a private channel a private channel'],
    [
      'a link into a private channel',
      'see <https://x.slack.com/archives/CLEADS/p1700000000000100?thread_ts=1.0&amp;cid=CLEADS>!',
      'see a private channel!',
    ],
    ['a link with words', '<https://x.enterprise.slack.com/archives/CLEADS|the plan>', 'a private channel'],
    ['a link in GovSlack', '<https://x.slack-gov.com/archives/CLEADS/p17>', 'a private channel'],
    ['a typed link', 'https://x.slack.com/archives/GLEADS/p17 (leads)', 'a private channel (leads)'],
    ['a link of the web client', '<https://app.slack.com/client/T1/CLEADS/thread>', 'a private channel'],
    [
      'a link of the desktop client',
      '<slack://channel?team=T1&amp;id=CLEADS&amp;message=1.0>',
      'a private channel',
    ],
    [
      'a link that redirects',
      'https://slack.com/app_redirect?team=T1&amp;channel=CLEADS',
      'a private channel',
    ],
    ['a link into a huddle', '<https://app.slack.com/huddle/T1/CLEADS>', 'a private channel'],
    ['a link to a canvas', '<https://x.slack.com/canvas/CLEADS>', 'a private channel'],
    ['a link of an organisation', 'https://app.slack.com/client/E1/T1/CLEADS', 'a private channel'],
    ['an older link', 'https://x.slack.com/messages/CLEADS/details', 'a private channel'],
    ['a link by name', '<https://x.slack.com/archives/big-deal/p17>', 'a private channel'],
    ['a redirect by name', 'https://slack.com/app_redirect?channel=big-deal', 'a private channel'],
    ['a link without a scheme', 'see x.slack.com/archives/CLEADS/p17!', 'see a private channel'],
    ['a link as phones write it', 'Https://X.Slack.com/archives/CLEADS', 'a private channel'],
    ['a link of a government', 'https://x.slack-gov.com/archives/CLEADS', 'a private channel'],
    ['another page', 'https://app.slack.com/client/T1/dms', 'https://app.slack.com/client/T1/dms'],
    ['another site', 'notslack.com/archives/CLEADS', 'notslack.com/archives/CLEADS'],
    ['a link into a direct message', '<https://x.slack.com/archives/D1/p17>', 'a private conversation'],
    [
      'a link into a public channel',
      '<https://x.slack.com/archives/COPEN/p17>',
      '<https://x.slack.com/archives/COPEN/p17>',
    ],
    ['another link', '<https://example.com/archives/CLEADS>', '<https://example.com/archives/CLEADS>'],
    ['people', '<@U1|jo> and <!here>', '<@U1|jo> and <!here>'],
  ];
  for (const [what, wire, shown] of texts)
    it(`shows ${what}`, () => {
      expect(nameChannels(wire, nameOf)).to.equal(shown);
    });

  it('escapes a name', () => {
    expect(nameChannels('<#COPEN>', () => 'a<b>&c')).to.equal('#a&lt;b&gt;&amp;c');
  });

  it('tells which channels there are, each once', () => {
    const wire = '<#C1|a> <#C1> https://x.slack.com/archives/G2/p1 <#C3>';

    expect(channelIdsIn(wire)).to.deep.equal(['C1', 'G2', 'C3']);
  });

  it('gives a text back with the names that were typed', () => {
    const wire = '<#C1|leads> <#C2> <https://x.slack.com/archives/C1>';

    expect(channelsAsTyped(wire)).to.equal('#leads #channel <https://x.slack.com/archives/C1>');
  });
});
