import type { people as vi } from "../vi/people.ts";

/** Passwords, sessions, invitations, and those who guess. */
export const people: Record<keyof typeof vi, string> = {
  "login.slowDown": "Wrong too often. Try again in {seconds} s.",
  "login.missedTitle": "Somebody failed to sign in to your account",
  "login.missedLine": "{count} failed sign-ins from {address}, the last {time}.",
  "login.missedHere": "{count} failed sign-ins from this very machine ({address}), the last {time}.",
  "login.missedAct": "If it was not you, change your password and tell an administrator.",
  "login.goOn": "Continue",

  "guess.oneTitle": "Somebody tries passwords of {name}",
  "guess.manyTitle": "Somebody tries passwords of many accounts",
  "guess.body": "{count} failed sign-ins within an hour, the last from {address}.",
  "guess.act": "See Administration, Failed sign-ins; check the machine with this address.",

  "refusal.wrong_password": "E-mail or password is wrong.",
  "refusal.account_disabled": "This account is disabled. Ask an administrator.",
  "refusal.slow_down": "Wrong too often. Wait a little and try again.",
  "refusal.busy": "Many people are signing in at once. Try again in a few seconds.",

  "refusal.weak_short": "A password needs at least 12 characters.",
  "refusal.weak_long": "A password has at most 128 characters.",
  "refusal.weak_repeats":
    "This password only repeats itself or runs along the keys. Choose a long sentence of your own.",
  "refusal.weak_name": "This password is only your name or e-mail. Choose a long sentence without your name.",
  "refusal.weak_common":
    "This password is among those guessed first, whatever digits and signs it has. Choose a long sentence of your own.",
  "refusal.same_password": "The new password is the one that you have.",
  "refusal.wrong_current": "The present password is wrong.",
  "refusal.password_link_used":
    "This link was used, has expired or was replaced by a newer one. Ask an administrator.",
  "refusal.signed_in_as_other":
    "Somebody else is signed in in this browser. Sign out first, or open the link on the machine of the person it is for.",
  "refusal.password_not_own":
    "Your password was set by an administrator, so you cannot sign as the second person yet. Change it on your profile page, on your own machine, and sign again.",
  "refusal.unknown_session": "This session has ended.",
  "invite.title": "Choose a password",
  "invite.intro":
    "Welcome, {name} ({email}). Nobody but you will know the password; administrators cannot see it. This link works once.",
  "invite.password": "New password",
  "invite.submit": "Save password and sign in",
  "invite.working": "Saving…",
  "invite.used": "This link no longer works",
  "profile.title": "Profile",
  "profile.account": "Account",
  "profile.password": "Change password",
  "profile.current": "Present password",
  "profile.new": "New password",
  "profile.again": "New password again",
  "profile.change": "Change password",
  "profile.changing": "Changing…",
  "profile.changed": "Password changed; {count} other sessions ended.",
  "profile.notOwn":
    "Your present password was set by an administrator. Change it on your own machine to be able to sign as the second person.",
  "profile.endsOthers": "Changing it ends all your other sessions.",
  "profile.sessions": "Sessions",
  "profile.thisOne": "this one",
  "profile.device": "Device",
  "profile.address": "Address",
  "profile.started": "Signed in",
  "profile.seen": "Last seen",
  "profile.end": "End",
  "profile.endOf": "End the session on {device}",
  "profile.ended": "Session ended.",
  "profile.endOthers": "Sign out everywhere else",
  "profile.othersEnded": "{count} other sessions ended.",
  "profile.unknownDevice": "Unknown device",
  "profile.failures": "Failed sign-ins to your account",
  "profile.noFailures": "No failed sign-in in the last 90 days.",
  "profile.count": "Failures",
  "profile.first": "First",
  "profile.last": "Last",
  "signins.title": "Failed sign-ins",
  "signins.intro":
    "Wrong passwords by account and address. Where they come from has to wait longer each time; no account is locked.",
  "signins.none": "No failed sign-ins.",
  "signins.account": "Account",
  "signins.unknown": "{count} accounts that do not exist",
  "signins.goesOn": "goes on",
  "admin.invited": "Invited",
  "admin.invite": "Make invitation",
  "admin.invitation": "Invitation for {name}",
  "admin.resetLink": "Password reset link for {name}",
  "admin.newLink": "Make password link",
  "admin.linkOnce":
    "The link is shown once, works once and expires {time}. Give it to this person only; they choose a password on their own machine.",
  "admin.inviteHint": "This person gets a link to choose a password with. Administrators do not know it.",
};
