import type { Messages } from "next-intl";
import {
  Activity,
  Boxes,
  CircleHelp,
  FileKey,
  Hand,
  type Icon,
  Inbox,
  KeyRound,
  ListChecks,
  MailOpen,
  ScrollText,
  Share2,
  ShieldCheck,
  User,
  Users,
  UsersRound,
  Workflow,
} from "@/components/ui/icons";

export type PageWord = keyof Messages["shell"];
/** `key` leads there after `g`; `waiting` counts what is to be answered there. */
export type PageLink = { href: string; word: PageWord; icon: Icon; key: string; waiting?: "invitations" | "requests" };
export type Part = { title: PageWord; links: PageLink[] };

/** What of somebody's pages another can see by their eyes (`viewed`): of what is their own, nothing but the work for whom they act. */
export const isOwn = (href: string): boolean => !["/threat-models", "/invitations", "/shared"].includes(href);

/** The pages by part. */
export const parts = ({ demo }: { demo: boolean }): Part[] => [
  {
    title: "workingWith",
    links: [
      { href: "/members", word: "members", icon: Users, key: "m" },
      { href: "/teams", word: "teams", icon: UsersRound, key: "t" },
      { href: "/roles", word: "roles", icon: ShieldCheck, key: "r" },
      { href: "/policies", word: "policies", icon: FileKey, key: "p" },
      { href: "/access", word: "access", icon: CircleHelp, key: "a" },
      { href: "/review", word: "review", icon: ListChecks, key: "v" },
      { href: "/journal", word: "journal", icon: ScrollText, key: "j" },
      { href: "/requests", word: "requests", icon: Hand, key: "q", waiting: "requests" },
    ],
  },
  {
    title: "whatThereIs",
    links: [
      { href: "/environments", word: "environments", icon: Boxes, key: "e" },
      { href: "/threat-models", word: "threatModels", icon: Workflow, key: "d" },
    ],
  },
  {
    title: "withMe",
    links: [
      { href: "/invitations", word: "invitations", icon: MailOpen, key: "i", waiting: "invitations" },
      { href: "/shared", word: "shared", icon: Share2, key: "s" },
    ],
  },
  {
    title: "me",
    links: [
      { href: "/account", word: "account", icon: User, key: "u" },
      { href: "/activity", word: "activity", icon: Activity, key: "y" },
      { href: "/tokens", word: "tokens", icon: KeyRound, key: "k" },
      ...(demo ? [{ href: "/outbox", word: "outbox", icon: Inbox, key: "o" } as const] : []),
    ],
  },
];
