import { voiceState } from '../../domain/voice.ts';
import { linkedVoice } from '../../operations/voice/linked-voice.ts';
import { noPage } from '../refusal.ts';
import type { WebContext, WebDeps, WebPart } from '../web-part.ts';
import { showAsked, takeAnswer, takeLine } from './ask-routes.ts';
import { qrPicture } from './qr-picture.ts';

/** For the window in Slack that shows the link: nothing is noted, and there is none of a link that leads nowhere. */
const showPicture = async (context: WebContext, deps: WebDeps, token: string) => {
  const linked = await linkedVoice(deps, token);
  const state = linked && voiceState(linked.voice, deps.clock.now());
  if (state !== 'open' && state !== 'changeable') return noPage(context);
  return context.body(new Uint8Array(qrPicture(`${deps.publicUrl}/ask/${token}`)), 200, {
    'content-type': 'image/png',
  });
};

/** What a customer is asked, behind a link that only whoever did it for them has. */
export const voicePart: WebPart = {
  name: 'ask',
  path: '/ask',
  // Whoever answers asks five times. A counter has one tablet for all its customers, a company or a phone network one
  // address for all its people, and Slack fetches every picture: so there is room for fifty a minute.
  perMinute: { address: 300, link: 60 },
  register(app, deps) {
    app.get('/:token{[\\w-]{22}}/qr.png', (context) => {
      context.set('page', 'ask-picture');
      return showPicture(context, deps, context.req.param('token'));
    });
    app.get('/:token', (context) => showAsked(context, deps, context.req.param('token')));
    app.post('/:token', (context) => takeAnswer(context, deps, context.req.param('token')));
    // Where a line was refused, the address is the form's: another language, or the page once more.
    app.get('/:token/words', (context) => {
      const { search } = new URL(context.req.url);
      return context.redirect(`/ask/${encodeURIComponent(context.req.param('token'))}${search}`, 303);
    });
    app.post('/:token/words', (context) => {
      context.set('page', 'ask-words');
      return takeLine(context, deps, context.req.param('token'));
    });
  },
};
