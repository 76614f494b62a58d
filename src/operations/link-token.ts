import { createHash, randomBytes } from 'node:crypto';

/** 128 random bits as they stand in a link: nobody guesses them, and a QR code of it stays small. */
export const newLinkToken = (): string => randomBytes(16).toString('base64url');

/** What of it is stored: whoever reads the database can open no link. */
export const linkTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
