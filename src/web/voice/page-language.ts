import { detectFromHeader, detectFromQuery } from 'hono/language';
import { usualLanguage, type VoicePage, type VoicePages, voicePageIn } from '../../domain/voice-page.ts';
import type { WebContext } from '../web-part.ts';

export interface PageLanguage {
  code: string;
  says: VoicePage;
}

/** The language that was chosen on the page, or else the first of the browser's that it has. */
export const pageLanguage = (
  context: WebContext,
  pages: VoicePages,
  chosen?: string | null,
): PageLanguage => {
  const options = {
    order: [],
    lookupQueryString: 'lang',
    lookupCookie: '',
    lookupFromPathIndex: 0,
    lookupFromHeaderKey: 'accept-language',
    caches: false as const,
    ignoreCase: true,
    fallbackLanguage: usualLanguage,
    supportedLanguages: [...pages.keys()],
  };
  const found = detectFromQuery(context, options) ?? detectFromHeader(context, options) ?? usualLanguage;
  const code = chosen && pages.has(chosen) ? chosen : found;
  return { code, says: voicePageIn(pages, code) };
};
