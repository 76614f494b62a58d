import { expect } from 'chai';
import { visitor } from 'slack-sandbox/testing/browser';
import { startVisit, type Visit } from './support/visit.ts';

describe('two windows as two people', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('see each other act, each in their own time zone', async () => {
    const { browser, sandbox } = visit;
    const [jo, sam] = await Promise.all([
      browser.open(sandbox.url, { hash: 'jo' }),
      browser.open(sandbox.url, { hash: 'sam' }),
    ]);

    await visitor(jo).say('/brag stayed late for <script>alert(1)</script> & *all*');
    const win = visitor(sam).message('stayed late for <script>alert(1)</script> & *all*');
    await win.getByRole('button', { name: /^Nominate/ }).click();
    await visitor(sam).message('Only visible to you').waitFor();

    await visitor(jo).message('1 nomination').waitFor();
    expect(await visitor(jo).message('You nominated this win').count()).to.equal(0);
    expect(await jo.locator('.who').textContent()).to.include('Jo Demo, London');
    expect(await sam.locator('.who').textContent()).to.include('Sam Demo, Kolkata');
    expect(browser.complaints).to.deep.equal([]);
  });
});
