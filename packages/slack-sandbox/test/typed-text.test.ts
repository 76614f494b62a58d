import { expect } from 'chai';
import { createClock } from '../src/clock.ts';
import { findChannel, findPerson, findUserGroup } from '../src/workspace/lookup.ts';
import { typedText } from '../src/workspace/typed-text.ts';
import { createWorkspace } from '../src/workspace/workspace.ts';

describe('what Slack makes of typed text', () => {
  const workspace = createWorkspace({
    clock: createClock(),
    seed: 1,
    people: 0,
    alsoIn: [],
    appName: 'Demo App',
  });
  const jo = findPerson(workspace, 'jo')!.id;
  const support = findChannel(workspace, 'support')!.id;

  const team = findUserGroup(workspace, 'support-team')!.id;

  const cases: [typed: string, inCommand: string, inMessage?: string][] = [
    ['plain words', 'plain words'],
    ['@jo drove', `<@${jo}|jo> drove`, `<@${jo}> drove`],
    ['thanks, @jo.', `thanks, <@${jo}|jo>.`, `thanks, <@${jo}>.`],
    ['@support-team.', `<!subteam^${team}|@support-team>.`, `<!subteam^${team}>.`],
    ['@support-teams', '@support-teams'],
    [`<!subteam^${team}|@support-team>`, `<!subteam^${team}|@support-team>`],
    ['@nobody there', '@nobody there'],
    ['mail jo@jo.example', 'mail jo@jo.example'],
    ['@joanna is not jo', '@joanna is not jo'],
    ['see #support', `see <#${support}|support>`],
    ['number #9', 'number #9'],
    ['@here @channel @everyone', '<!here> <!channel> <!everyone>'],
    ['1 < 2 & 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
    [`<@${jo}> and <@${jo}|jo>`, `<@${jo}> and <@${jo}|jo>`],
    ['<!channel> <!here> <!everyone> <!subteam^S012>', '<!channel> <!here> <!everyone> <!subteam^S012>'],
    ['<https://a.example|a> <https://a.example>', '<https://a.example|a> <https://a.example>'],
    ['<script>', '&lt;script&gt;'],
    ['https://a.example/?b&c', 'https://a.example/?b&amp;c', '<https://a.example/?b&amp;c>'],
  ];

  for (const [typed, inCommand, inMessage = inCommand] of cases) {
    it(`reads "${typed}"`, () => {
      expect(typedText(workspace, typed, { withNames: true, withLinks: false })).to.equal(inCommand);
      expect(typedText(workspace, typed, { withNames: false, withLinks: true })).to.equal(inMessage);
    });
  }
});
