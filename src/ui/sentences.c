/* What the call controller says in codes, as translated sentences: see the header.
 *
 * The switches have no default, so that the compiler names a code without a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/sentences.h"

#include <glib/gi18n.h>

const char *
hearth_sentence_for_error (const GError *error)
{
  HearthCallError code = HEARTH_CALL_ERROR_INTERNAL;

  g_return_val_if_fail (error != NULL, "");

  if (error->domain == HEARTH_CALL_ERROR)
    code = (HearthCallError) error->code;

  switch (code)
    {
    case HEARTH_CALL_ERROR_LINK:
      return _("This is not a complete link to a room. Ask for the link again and paste all of it.");
    case HEARTH_CALL_ERROR_LINK_VERSION:
      return _("This link comes from a newer Hearth. Update Hearth, then open the link again.");
    case HEARTH_CALL_ERROR_IN_CALL:
      return _("You are in a call already. Leave it first.");
    case HEARTH_CALL_ERROR_SERVER:
      return _("The server does not answer. Check your network, or ask whoever invited you whether their computer is on.");
    case HEARTH_CALL_ERROR_SERVER_TLS:
      return _("The server’s certificate is not trusted, so nothing was sent to it. Check the address and this computer’s clock.");
    case HEARTH_CALL_ERROR_NOT_A_SERVER:
      return _("There is no Hearth server at this address. Check the link, or the server in Preferences.");
    case HEARTH_CALL_ERROR_NO_SUCH_ROOM:
      return _("This room is not open. Its host may have closed it: ask them for a new link.");
    case HEARTH_CALL_ERROR_FULL:
      return _("The room is full. Try again when somebody has left.");
    case HEARTH_CALL_ERROR_LOCKED:
      return _("The room is locked. Ask the host to unlock it, then try again.");
    case HEARTH_CALL_ERROR_REFUSED:
      return _("The host did not let you in. Ask them before you try again.");
    case HEARTH_CALL_ERROR_BANNED:
      return _("The host does not let you into this room any more.");
    case HEARTH_CALL_ERROR_EXPIRED:
      return _("This link does not work any more. Ask the host for a new one.");
    case HEARTH_CALL_ERROR_VERSION:
      return _("The host’s Hearth and yours do not understand each other. Update Hearth on both computers.");
    case HEARTH_CALL_ERROR_HOST_LEFT:
      return _("The host has closed the room.");
    case HEARTH_CALL_ERROR_HOST_LOST:
      return _("The host’s computer cannot be reached any more. Join again when the host is back.");
    case HEARTH_CALL_ERROR_TIMEOUT:
      return _("Nobody answered in time. Try again.");
    case HEARTH_CALL_ERROR_IMPOSTOR:
      return _("Somebody else answered in the host’s place, so nothing was sent to them. Ask the host for a new link.");
    case HEARTH_CALL_ERROR_REMOVED:
      return _("The host has removed you from the room.");
    case HEARTH_CALL_ERROR_UNREACHABLE:
      return _("No way to the host’s computer was found. Try another network, or set a TURN server in Preferences.");
    case HEARTH_CALL_ERROR_MEDIA:
      return _("Sound and picture do not work on this computer: a part of GStreamer is missing. Install its plugins.");
    case HEARTH_CALL_ERROR_IDENTITY:
      return _("The key by which others know you cannot be used. Unlock your keyring, then try again.");
    case HEARTH_CALL_ERROR_INTERNAL:
      break;
    }

  return _("Something went wrong in Hearth. Try again, and report it if it happens again.");
}

char *
hearth_sentence_for_notice (HearthCallNotice  notice,
                            const char       *detail)
{
  g_autofree char *isolated = hearth_sentence_isolate (detail != NULL ? detail : "");

  detail = isolated;
  switch (notice)
    {
    case HEARTH_NOTICE_JOINED:
      /* Translators: %s is a person's name */
      return g_strdup_printf (_("%s joined"), detail);
    case HEARTH_NOTICE_LEFT:
      /* Translators: %s is a person's name */
      return g_strdup_printf (_("%s left"), detail);
    case HEARTH_NOTICE_DEVICE_LOST:
      /* Translators: %s is the name of a camera, microphone or speaker, as the system calls it. Here and below. */
      return g_strdup_printf (_("%s is gone. Plug it in again or choose another one."), detail);
    case HEARTH_NOTICE_DEVICE_REPLACED:
      return g_strdup_printf (_("Now using %s"), detail);
    case HEARTH_NOTICE_DEVICE_RETURNED:
      return g_strdup_printf (_("%s is back"), detail);
    case HEARTH_NOTICE_DEVICE_FAILED:
      return g_strdup_printf (_("%s does not work. Another application may be using it."), detail);
    case HEARTH_NOTICE_CAMERA_REFUSED:
      return g_strdup (_("Hearth may not use the camera. Allow it in the system’s settings."));
    case HEARTH_NOTICE_SOUND_LOST:
      return g_strdup (_("The sound system has stopped. Sound and camera return with it."));
    case HEARTH_NOTICE_SERVER_LOST:
      return g_strdup (_("The server is away. The call goes on."));
    case HEARTH_NOTICE_SERVER_BACK:
      return g_strdup (_("The server is back"));
    case HEARTH_NOTICE_SHARE_ENDED:
      return g_strdup (_("Your screen is not shared any more"));
    case HEARTH_NOTICE_SHARE_FAILED:
      return g_strdup (_("Nothing comes of the screen that you chose. Share it again, or choose another one."));
    case HEARTH_NOTICE_SHARE_IMPOSSIBLE:
      return g_strdup (_("This desktop cannot share screens. Install its portal (xdg-desktop-portal), then log in again."));
    case HEARTH_NOTICE_SHARE_SOUNDLESS:
      return g_strdup (_("Others see your screen, but without sound: "
                         "the sound of other programs cannot be had on this computer at the moment."));
    case HEARTH_NOTICE_SHARE_FULL:
      return g_strdup (_("As many screens are shared as the room carries. Ask somebody to stop theirs."));
    case HEARTH_NOTICE_PICTURE_TAKEN:
      /* Translators: %s is a person's name; they saved a still picture */
      return g_strdup_printf (_("%s took a picture of you"), detail);
    case HEARTH_NOTICE_SCREEN_TAKEN:
      /* Translators: %s is a person's name; they saved a still picture */
      return g_strdup_printf (_("%s took a picture of your screen"), detail);
    case HEARTH_NOTICE_MUTED_TALK:
      return g_strdup (_("You are muted"));
    case HEARTH_NOTICE_DOOR_DAMAGED:
      /* Translators: %s is the path of a file */
      return g_strdup_printf (_("Whom you remember at the door cannot be read: everybody knocks again. The old list is kept as %s."), detail);
    case HEARTH_NOTICE_PEOPLE_DAMAGED:
      /* Translators: %s is the path of a file */
      return g_strdup_printf (_("Whom you met and verified cannot be read: everybody is new again. The old list is kept as %s."), detail);
    }

  g_return_val_if_reached (g_strdup (""));
}

const char *
hearth_sentence_for_unsaved (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _("The picture is not saved: there is no room left where you wanted it.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return _("The picture is not saved: you may not write where you wanted it.");

  return _("The picture could not be saved. Try another place.");
}

char *
hearth_sentence_isolate (const char *name)
{
  return g_strconcat ("\342\201\250", name, "\342\201\251", NULL);
}

/* @by_self, @to_self, @other: what was done by this person, to this person, or among others; with names isolated. */
static char *
tell (const HearthDeed *deed,
      const char       *by_self,
      const char       *to_self,
      const char       *other)
{
  g_autofree char *actor = hearth_sentence_isolate (deed->actor);
  g_autofree char *target = hearth_sentence_isolate (deed->target != NULL ? deed->target : "");
  g_autoptr (GString) sentence = g_string_new (deed->by_self ? by_self : deed->to_self ? to_self : other);

  g_string_replace (sentence, "{actor}", actor, 0);
  g_string_replace (sentence, "{target}", target, 0);

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

/* Translators: here and below {actor} and {target} are names of people and stay as they are: who did it, and who it was done to. */
static char *
tell_role (const HearthDeed *deed)
{
  switch (deed->act.role)
    {
    case HEARTH_ROLE_CO_HOST:
      return tell (deed, _("{target} is a co-host now"), _("You are a co-host now"), _("{actor} made {target} a co-host"));
    case HEARTH_ROLE_LISTENER:
      return tell (deed, _("{target} listens now"), _("{actor} made you a listener: nobody hears or sees you"),
                   _("{actor} made {target} a listener"));
    case HEARTH_ROLE_SPEAKER:
    case HEARTH_ROLE_HOST:
    default:
      return tell (deed, _("{target} may speak now"), _("You may speak now"), _("{actor} lets {target} speak"));
    }
}

static char *
tell_answer (const HearthDeed *deed)
{
  if (deed->by_self)
    return NULL;
  if (deed->act.answer == HEARTH_KNOCK_ADMIT || deed->act.answer == HEARTH_KNOCK_REMEMBER)
    return tell (deed, "", "", _("{actor} let {target} in"));

  return tell (deed, "", "", _("{actor} did not let {target} in"));
}

char *
hearth_sentence_for_deed (const HearthDeed *deed)
{
  switch (deed->act.kind)
    {
    case HEARTH_ACT_MUTE:
      return tell (deed, _("You muted {target}"), _("{actor} muted you"), _("{actor} muted {target}"));
    case HEARTH_ACT_MUTE_ALL:
      return tell (deed, _("You muted everybody"), "", _("{actor} muted everybody"));
    case HEARTH_ACT_STOP_CAMERA:
      return tell (deed, _("You stopped the camera of {target}"), _("{actor} stopped your camera"),
                   _("{actor} stopped the camera of {target}"));
    case HEARTH_ACT_STOP_SHARING:
      return tell (deed, _("You stopped the screen of {target}"), _("{actor} stopped sharing your screen"),
                   _("{actor} stopped the screen of {target}"));
    case HEARTH_ACT_ASK_TO_UNMUTE:
      return tell (deed, _("You asked {target} to unmute"), _("{actor} asks you to unmute"), _("{actor} asked {target} to unmute"));
    case HEARTH_ACT_REMOVE:
    case HEARTH_ACT_BLOCK:
      return tell (deed, _("You removed {target}"), _("{actor} removed you"), _("{actor} removed {target}"));
    case HEARTH_ACT_SET_ROLE:
      return tell_role (deed);
    case HEARTH_ACT_SET_SWITCHES:
      return tell (deed, _("You changed what others may do"), "", _("{actor} changed what you may do"));
    case HEARTH_ACT_ANSWER:
      return tell_answer (deed);
    case HEARTH_ACT_LOCK:
      return tell (deed, _("You locked the room"), "", _("{actor} locked the room"));
    case HEARTH_ACT_UNLOCK:
      return tell (deed, _("You unlocked the room"), "", _("{actor} unlocked the room"));
    case HEARTH_ACT_LOWER_HAND:
      return tell (deed, _("You lowered the hand of {target}"), _("{actor} lowered your hand"), _("{actor} lowered the hand of {target}"));
    case HEARTH_ACT_LOWER_ALL_HANDS:
      return tell (deed, _("You lowered all hands"), "", _("{actor} lowered all hands"));
    }

  g_return_val_if_reached (NULL);
}

char *
hearth_sentence_for_tile (HearthParticipant *participant)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  name = hearth_sentence_isolate (hearth_participant_get_name (participant));
  if (!hearth_participant_get_connected (participant))
    /* Translators: %s is a person's name */
    return g_strdup_printf (_("The connection to %s is lost. Hearth makes another."), name);
  if (hearth_participant_get_reception (participant) == HEARTH_RECEPTION_POOR)
    /* Translators: %s is a person's name */
    return g_strdup_printf (_("Much of what %s sends is lost on the way here."), name);
  if (hearth_participant_get_reception (participant) == HEARTH_RECEPTION_WEAK)
    /* Translators: %s is a person's name */
    return g_strdup_printf (_("Some of what %s sends is lost on the way here."), name);
  if (hearth_participant_get_picture_held (participant))
    /* Translators: %s is a person's name; a room carries the pictures of the first sixteen only */
    return g_strdup_printf (_("The room carries no more pictures. %s can be heard."), name);

  return NULL;
}

char *
hearth_sentence_for_duration (gint64 seconds)
{
  int hours = (int) (seconds / 3600);
  int minutes = (int) (seconds / 60 % 60);

  if (hours > 0)
    /* Translators: hours, minutes, seconds of a call */
    return g_strdup_printf (_("%d:%02d:%02d"), hours, minutes, (int) (seconds % 60));

  /* Translators: minutes, seconds of a call */
  return g_strdup_printf (_("%d:%02d"), minutes, (int) (seconds % 60));
}
