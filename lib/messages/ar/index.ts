import account from "./account.json";
import activity from "./activity.json";
import environments from "./environments.json";
import firstUse from "./firstUse.json";
import invitations from "./invitations.json";
import mail from "./mail.json";
import members from "./members.json";
import methods from "./methods.json";
import outbox from "./outbox.json";
import policies from "./policies.json";
import refusals from "./refusals.json";
import roles from "./roles.json";
import shared from "./shared.json";
import sharing from "./sharing.json";
import shell from "./shell.json";
import signin from "./signin.json";
import system from "./system.json";
import teams from "./teams.json";
import tokens from "./tokens.json";
import ui from "./ui.json";
import words from "./words.json";

export default {
  account,
  activity,
  environments,
  firstUse,
  invitations,
  mail,
  members,
  methods,
  outbox,
  policies,
  refusals,
  roles,
  shared,
  sharing,
  shell,
  signin,
  system,
  teams,
  tokens,
  ui,
  words,
};
