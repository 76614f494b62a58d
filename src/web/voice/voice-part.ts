import { voiceState } from '../../domain/voice.ts';
import { linkedVoice } from '../../operations/voice/linked-voice.ts';
import { noPage } from '../refusal.ts';
import type { WebContext, WebDeps, WebPart } from '../web-part.ts';
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
  register(app, deps) {
    app.get('/:token{[\\w-]{22}}/qr.png', (context) => {
      context.set('page', 'ask-picture');
      return showPicture(context, deps, context.req.param('token'));
    });
  },
};
