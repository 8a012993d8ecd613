/* Guests without sound or picture of their own: they knock at a Hearth room and carry descriptions and candidates between the
 * host and whoever makes the media (./dev bench host), sealed and signed as any guest's.
 *
 *   guests LINK
 *
 *   standard input                 standard output
 *   knock N                        admitted N
 *   say N PAYLOAD                  hears N PAYLOAD       payloads as JSON (src/protocol/README.md), N: any number
 *   leave N                        ended N REASON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/main-thread.h"
#include "protocol/trust-session.h"
#include "signalling/signalling-client.h"

typedef struct
{
  guint number;
  HearthInvitation *invitation;
  HearthIdentity *identity;
  HearthTrustSession *session;
  HearthSignallingClient *client;
} Guest;

typedef struct
{
  HearthInvitation *invitation;
  GHashTable *guests; /* by number */
  GDataInputStream *commands;
  GMainLoop *loop;
} Guests;

static gint64
now_in_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
say (Guest               *self,
     HearthEnvelopeType   type,
     const HearthPayload *payload)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  if (type == HEARTH_ENVELOPE_KNOCK)
    envelope->room = g_strdup (hearth_invitation_get_room (self->invitation));
  envelope->payload = hearth_trust_session_seal (self->session, payload, now_in_seconds ());
  if (!hearth_signalling_client_send (self->client, envelope))
    printf ("ended %u not-connected\n", self->number);
}

static void
hear (Guest                *self,
      const HearthEnvelope *envelope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) payload = NULL;
  g_autofree char *text = NULL;

  payload = hearth_trust_session_open (self->session, envelope->payload, now_in_seconds (), &error);
  if (payload == NULL)
    {
      printf ("ended %u %s\n", self->number, error->message);
      return;
    }

  text = hearth_payload_to_text (payload);
  if (payload->type == HEARTH_PAYLOAD_WELCOME)
    printf ("admitted %u\n", self->number);
  else
    printf ("hears %u %s\n", self->number, text);
}

static void
on_envelope (HearthSignallingClient *client,
             HearthEnvelope         *envelope,
             Guest                  *self)
{
  if ((envelope->type == HEARTH_ENVELOPE_ADMIT || envelope->type == HEARTH_ENVELOPE_RELAY) && envelope->payload != NULL)
    hear (self, envelope);
  else
    printf ("ended %u envelope-%d\n", self->number, envelope->type);
}

static void
on_lost (HearthSignallingClient *client,
         GError                 *error,
         Guest                  *self)
{
  printf ("ended %u %s\n", self->number, error->message);
}

static void
on_connected (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Guest *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);

  if (!hearth_signalling_client_connect_finish (HEARTH_SIGNALLING_CLIENT (source), result, &error))
    {
      /* Whoever has left meanwhile is not there any more. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        printf ("ended %u %s\n", self->number, error->message);
      return;
    }

  hello->name = g_strdup_printf ("Guest %u", self->number);
  hello->colour = g_strdup ("blue");
  say (self, HEARTH_ENVELOPE_KNOCK, hello);
}

static void
guest_free (gpointer data)
{
  Guest *self = data;

  g_signal_handlers_disconnect_by_data (self->client, self);
  hearth_signalling_client_close (self->client);
  g_object_unref (self->client);
  hearth_trust_session_free (self->session);
  hearth_identity_unref (self->identity);
  hearth_invitation_unref (self->invitation);
  g_free (self);
}

static Guest *
guest_new (guint             number,
           HearthInvitation *invitation)
{
  Guest *self = g_new0 (Guest, 1);

  self->number = number;
  self->invitation = hearth_invitation_ref (invitation);
  self->identity = hearth_identity_generate ();
  self->session = hearth_trust_session_new_guest (invitation, self->identity);
  self->client = hearth_signalling_client_new (hearth_invitation_get_server (invitation));
  g_signal_connect (self->client, "envelope", G_CALLBACK (on_envelope), self);
  g_signal_connect (self->client, "lost", G_CALLBACK (on_lost), self);
  hearth_signalling_client_connect_async (self->client, NULL, on_connected, self);

  return self;
}

static gboolean
relay (Guest       *guest,
       const char  *text,
       GError     **error)
{
  g_autoptr (HearthPayload) payload = hearth_payload_parse (text, strlen (text), error);

  if (payload == NULL)
    return FALSE;
  say (guest, HEARTH_ENVELOPE_RELAY, payload);

  return TRUE;
}

static gboolean
run_command (Guests      *self,
             const char  *line,
             GError     **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  guint n_words = g_strv_length (words);
  gpointer number = n_words > 1 ? GUINT_TO_POINTER ((guint) g_ascii_strtoull (words[1], NULL, 10)) : NULL;
  Guest *guest = g_hash_table_lookup (self->guests, number);

  if (n_words == 2 && g_str_equal (words[0], "knock") && guest == NULL)
    g_hash_table_insert (self->guests, number, guest_new (GPOINTER_TO_UINT (number), self->invitation));
  else if (n_words == 2 && g_str_equal (words[0], "leave"))
    g_hash_table_remove (self->guests, number);
  else if (n_words == 3 && g_str_equal (words[0], "say") && guest != NULL)
    return relay (guest, words[2], error);
  else
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Not a command now: %s", line);
      return FALSE;
    }

  return TRUE;
}

static void
on_line (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Guests *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->commands, result, NULL, &error);

  if (line == NULL || !run_command (self, line, &error))
    {
      if (error != NULL)
        g_printerr ("guests: %s\n", error->message);
      g_main_loop_quit (self->loop);
      return;
    }

  g_data_input_stream_read_line_async (self->commands, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HearthInvitation) invitation = NULL;
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) commands = g_data_input_stream_new (input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GHashTable) guests = g_hash_table_new_full (NULL, NULL, NULL, guest_free);
  g_autoptr (GError) error = NULL;
  Guests self;

  hearth_main_thread_init ();
  setvbuf (stdout, NULL, _IOLBF, 0);
  invitation = hearth_invitation_parse (argc == 2 ? argv[1] : "", &error);
  if (invitation == NULL)
    {
      g_printerr ("guests LINK: %s\n", error->message);
      return 2;
    }

  self = (Guests){ invitation, guests, commands, loop };
  g_data_input_stream_read_line_async (commands, G_PRIORITY_DEFAULT, NULL, on_line, &self);
  g_main_loop_run (loop);

  return 0;
}
