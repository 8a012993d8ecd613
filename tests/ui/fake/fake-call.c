/* What a test makes happen in the stand-in's call: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call-private.h"

#include "fake-participant.h"

static const char *const error_names[] = {
  "link", "link-version", "in-call", "server", "server-tls", "not-a-server", "no-such-room", "full", "locked", "refused", "banned",
  "expired", "version", "host-left", "host-lost", "timeout", "impostor", "removed", "unreachable", "media", "identity", "internal", NULL,
};

void
hearth_fake_call_set_people (HearthCall *self,
                             guint       n)
{
  static const char *const names[] = {
    "Anna Schmidt", "Ben Okafor", "Chiara Rossi", "Dávid Kovács", "Ева Иванова", "Fatima al-Zahra", "Gus", "Hiroshi 田中",
    "Ines de la Fuente-Martínez y Compañía", "Jo", "Kemal Öz", "Lakshmi Rao", "Milan & Co. <x>", "Noa", "Omar",
  };
  const char *const *colours = hearth_settings_get_colours (self->settings);
  guint have;

  while ((have = g_list_model_get_n_items (G_LIST_MODEL (self->participants))) > n)
    {
      if (hearth_fake_call_get_person (self, have - 1) == self->active_speaker)
        hearth_fake_call_set_active_speaker (self, NULL);
      g_list_store_remove (self->participants, have - 1);
    }

  for (; have < n; have++)
    {
      g_autoptr (HearthParticipant) participant = NULL;

      participant = hearth_fake_participant_new (names[(have - 1) % G_N_ELEMENTS (names)], colours[have % 9], FALSE,
                                                 have == 1 && !self->hosting);
      hearth_fake_participant_set_media (participant, have % 3 != 2, have % 4 != 3);
      hearth_fake_participant_set_upright (participant, have == 4);
      hearth_fake_participant_draw (participant, have);
      g_list_store_append (self->participants, participant);
    }
}

void
hearth_fake_call_add_person (HearthCall         *self,
                             HearthFrameMailbox *mailbox)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->participants));
  g_autofree char *name = g_strdup_printf ("Person %u", n);
  g_autoptr (HearthParticipant) participant = NULL;

  participant = hearth_fake_participant_new (name, hearth_settings_get_colours (self->settings)[n % 9], FALSE, FALSE);
  hearth_fake_participant_set_mailbox (participant, mailbox);
  hearth_fake_participant_set_media (participant, TRUE, TRUE);
  g_list_store_append (self->participants, participant);
}

HearthParticipant *
hearth_fake_call_get_person (HearthCall *self,
                             guint       position)
{
  g_autoptr (HearthParticipant) participant = g_list_model_get_item (G_LIST_MODEL (self->participants), position);

  return participant;
}

void
hearth_fake_call_set_unattended (HearthCall *self,
                                 const char *name)
{
  hearth_fake_call_set_active_speaker (self, NULL);
  g_list_store_remove (self->participants, 1);
  hearth_fake_call_set_host_name (self, name);
}

void
hearth_fake_call_set_speaking (HearthCall *self,
                               guint       position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->participants)); i++)
    hearth_fake_participant_set_speaking (hearth_fake_call_get_person (self, i), i == position);
  if (position > 0)
    hearth_fake_call_set_active_speaker (self, hearth_fake_call_get_person (self, position));
}

void
hearth_fake_call_notice (HearthCall       *self,
                         HearthCallNotice  notice,
                         const char       *detail)
{
  g_signal_emit_by_name (self, "notice", (int) notice, detail);
}

void
hearth_fake_call_set_reconnecting (HearthCall *self,
                                   gboolean    reconnecting)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->participants)); i++)
    hearth_fake_participant_set_connected (hearth_fake_call_get_person (self, i), !reconnecting);
  hearth_fake_call_set_state (self, reconnecting ? HEARTH_CALL_RECONNECTING : HEARTH_CALL_ACTIVE);
}

void
hearth_fake_call_set_server_there (HearthCall *self,
                                   gboolean    there)
{
  self->server_there = there;
  g_object_notify (G_OBJECT (self), "server-there");
}

void
hearth_fake_call_end (HearthCall      *self,
                      HearthCallError  code)
{
  g_autoptr (GError) error = g_error_new_literal (HEARTH_CALL_ERROR, (int) code, error_names[code]);

  hearth_fake_call_finish (self, error);
}

void
hearth_fake_call_knock (HearthCall *self,
                        const char *name)
{
  static guint n_knocks;
  g_autofree char *id = g_strdup_printf ("k%u", ++n_knocks);
  g_autoptr (HearthKnock) knock = hearth_knock_new (id, name, hearth_settings_get_colours (self->settings)[n_knocks % 9], name);

  g_list_store_append (self->knocks, knock);
}

void
hearth_fake_call_set_name (HearthCall *self,
                           guint       position,
                           const char *name)
{
  HearthParticipant *participant = hearth_fake_call_get_person (self, position);

  hearth_fake_participant_set_profile (participant, name, hearth_participant_get_colour (participant));
  if (hearth_participant_is_host (participant))
    hearth_fake_call_set_host_name (self, name);
}

void
hearth_fake_call_set_trust (HearthCall  *self,
                            guint        position,
                            HearthTrust  trust)
{
  hearth_fake_acquaintances_set_trust (self->acquaintances, hearth_fake_call_get_person (self, position), trust);
}

void
hearth_fake_call_invite (HearthCall *self,
                         guint       position)
{
  hearth_fake_acquaintances_invite (self->acquaintances, hearth_fake_call_get_person (self, position));
}

void
hearth_fake_call_compare (HearthCall            *self,
                          HearthComparisonStage  stage)
{
  hearth_fake_acquaintances_advance (self->acquaintances, stage);
}

void
hearth_fake_call_plug (HearthCall       *self,
                       HearthDeviceKind  kind,
                       const char       *name,
                       gboolean          there)
{
  GListStore *devices = self->devices[kind];
  g_autofree char *id = g_strdup_printf ("node-%s", name);
  g_autoptr (HearthDevice) plugged = hearth_device_new (kind, id, name);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (devices)); i > 0; i--)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (G_LIST_MODEL (devices), i - 1);

      if (g_str_equal (hearth_device_get_name (device), name))
        g_list_store_remove (devices, i - 1);
    }
  if (there)
    g_list_store_append (devices, plugged);
  g_signal_emit_by_name (self, "device-changed", (int) kind);
}

void
hearth_fake_call_set_camera_there (HearthCall *self,
                                   gboolean    there)
{
  GListStore *cameras = self->devices[HEARTH_DEVICE_CAMERA];

  g_list_store_remove_all (cameras);
  if (there)
    {
      g_autoptr (HearthDevice) device = hearth_device_new (HEARTH_DEVICE_CAMERA, "node-0-0", "Integrated Camera");

      g_list_store_append (cameras, device);
    }
  g_signal_emit_by_name (self, "device-changed", (int) HEARTH_DEVICE_CAMERA);
}

const char *const *
hearth_fake_call_get_error_names (void)
{
  return error_names;
}

void
hearth_fake_call_set_withheld (HearthCall *self,
                               gboolean    withheld)
{
  self->withheld = withheld;
  if (withheld)
    hearth_fake_call_set_media (self, FALSE, FALSE);
  g_signal_emit_by_name (self, "standing-changed");
}

void
hearth_fake_call_set_keep_link (HearthCall *self,
                                gboolean    keep)
{
  self->keep_link = keep;
  g_signal_emit_by_name (self, "standing-changed");
}

void
hearth_fake_call_add_verdict (HearthCall *self,
                              const char *name,
                              gboolean    blocked)
{
  static const gint64 new_year = 1767225600; /* 2026 */
  g_autofree char *id = g_strdup_printf ("key-of-%s", name);
  g_autoptr (HearthVerdict) verdict = hearth_verdict_new (id, name, blocked, FALSE, new_year + 12 * 3600);

  g_list_store_append (self->verdicts, verdict);
}

void
hearth_fake_call_write (HearthCall *self,
                        guint       position,
                        const char *text,
                        gboolean    to_self,
                        gboolean    earlier)
{
  g_autoptr (HearthParticipant) own = g_list_model_get_item (G_LIST_MODEL (self->participants), 0);
  HearthParticipant *writer = hearth_fake_call_get_person (self, position);

  hearth_fake_chat_receive (self->chat,
                            &(HearthChatText) {
                              .sender = hearth_participant_get_id (writer),
                              .sender_name = hearth_participant_get_name (writer),
                              .sender_colour = hearth_participant_get_colour (writer),
                              .addressee = to_self ? hearth_participant_get_id (own) : NULL,
                              .addressee_name = to_self ? hearth_participant_get_name (own) : NULL,
                              .text = text,
                            },
                            earlier);
}

void
hearth_fake_call_set_may_write (HearthCall *self,
                                gboolean    may)
{
  hearth_fake_chat_set_may_write (self->chat, may);
}
