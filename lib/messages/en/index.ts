import access from "./access.json";
import account from "./account.json";
import activity from "./activity.json";
import canvas from "./canvas.json";
import diagramExport from "./diagramExport.json";
import drawings from "./drawings.json";
import environments from "./environments.json";
import firstUse from "./firstUse.json";
import invitations from "./invitations.json";
import journal from "./journal.json";
import mail from "./mail.json";
import members from "./members.json";
import methods from "./methods.json";
import outbox from "./outbox.json";
import panels from "./panels.json";
import policies from "./policies.json";
import preview from "./preview.json";
import refusals from "./refusals.json";
import requests from "./requests.json";
import review from "./review.json";
import roles from "./roles.json";
import rules from "./rules.json";
import shared from "./shared.json";
import sharing from "./sharing.json";
import shell from "./shell.json";
import signin from "./signin.json";
import system from "./system.json";
import teams from "./teams.json";
import threatModels from "./threatModels.json";
import threats from "./threats.json";
import tokens from "./tokens.json";
import ui from "./ui.json";
import words from "./words.json";

export default {
  access,
  account,
  activity,
  diagramExport,
  drawings,
  canvas,
  environments,
  firstUse,
  invitations,
  journal,
  mail,
  members,
  methods,
  outbox,
  panels,
  policies,
  preview,
  refusals,
  requests,
  review,
  roles,
  rules,
  shared,
  sharing,
  shell,
  signin,
  system,
  teams,
  threatModels,
  threats,
  tokens,
  ui,
  words,
};
