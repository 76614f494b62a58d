export interface CertificateWords {
  /** Undefined where it is not known: then the certificate goes without. */
  name: string | undefined;
  team: string | undefined;
  /** "five", "three": how many days it is for. */
  dayCount: string;
  challenge: string;
  dates: string;
  themes: readonly string[];
}
