import type { Pictures } from '../../src/picture/pictures.ts';

/** A platform on which nothing can be drawn. */
export const noPictures: Pictures = {
  areDrawn: async () => false,
  certificate: () => Promise.reject(new Error('Nothing can be drawn here')),
  stop: async () => undefined,
};
