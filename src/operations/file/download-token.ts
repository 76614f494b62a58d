import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they stand in a link. */
export const newDownloadToken = (): string => randomBytes(32).toString('base64url');

/** What of it is stored: whoever reads the database can open no link. */
export const downloadTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
