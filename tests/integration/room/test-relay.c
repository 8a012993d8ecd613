/* A server that means harm: it cannot read what it relays, but it can relay it twice, again, in another order, damaged or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "room/guest-link.h"
#include "room/host-link.h"

/* A lost offer or answer is said again after three seconds, and several may be lost in a row: what comes behind a later one is as good
 * as lost. Both sides give up after half a minute (guest-step.h), and then whoever wants to come in knocks again. */
#define PATIENCE_MS 100000
#define MAX_KNOCKS 3

#define ONE_IN 4

typedef enum
{
  DUPLICATE,
  DAMAGE,
  REORDER,
  DROP,
  ECHO,
} Harm;

typedef struct
{
  gboolean to_host;
  char *text;
} Letter;

typedef struct
{
  Harm harm;
  HearthGuestLink *guest; /* the host's side of the guest */
  HearthHostLink *host;   /* the guest's side of the host */
  RtpGenerator *generator;
  GPtrArray *letters; /* everything that was ever sent */
  GPtrArray *held;    /* not delivered yet */
  guint deliver_source;
  GRand *random;
  guint n_knocks;
  guint n_ended;
} Relay;

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_free (letter->text);
  g_free (letter);
}

static void
deliver (Relay      *self,
         gboolean    to_host,
         const char *text)
{
  if (to_host)
    hearth_guest_link_receive (self->guest, text);
  else
    hearth_host_link_receive (self->host, text);
}

static void
deliver_damaged (Relay        *self,
                 const Letter *letter)
{
  g_autofree char *text = g_strdup (letter->text);
  guint position = g_rand_int_range (self->random, 0, strlen (text));

  text[position] = text[position] == 'A' ? 'B' : 'A';
  deliver (self, letter->to_host, text);
}

static gboolean
is_chosen (Relay *self)
{
  return g_rand_int_range (self->random, 0, ONE_IN) == 0;
}

static void
do_harm (Relay        *self,
         const Letter *letter)
{
  switch (self->harm)
    {
    case DUPLICATE:
      deliver (self, letter->to_host, letter->text);
      deliver (self, letter->to_host, letter->text);
      break;
    case DAMAGE:
      deliver_damaged (self, letter);
      deliver (self, letter->to_host, letter->text);
      break;
    case ECHO:
      deliver (self, !letter->to_host, letter->text);
      deliver (self, letter->to_host, letter->text);
      break;
    case DROP:
      if (!is_chosen (self))
        deliver (self, letter->to_host, letter->text);
      break;
    case REORDER:
    default:
      deliver (self, letter->to_host, letter->text);
      break;
    }
}

/* A server is another program: it never answers within a call. */
static void
on_deliver (gpointer user_data)
{
  Relay *self = user_data;
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->deliver_source = 0;
  self->held = g_ptr_array_new ();
  for (guint i = 0; self->harm == REORDER && i + 1 < held->len; i++)
    {
      gpointer first = g_ptr_array_index (held, i);

      if (!is_chosen (self))
        continue;
      g_ptr_array_index (held, i) = g_ptr_array_index (held, i + 1);
      g_ptr_array_index (held, i + 1) = first;
    }
  for (guint i = 0; i < held->len; i++)
    do_harm (self, g_ptr_array_index (held, i));
}

static void
on_relay (GObject    *sender,
          const char *text,
          Relay      *self)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->to_host = sender == G_OBJECT (self->host);
  letter->text = g_strdup (text);
  g_ptr_array_add (self->letters, letter);
  g_ptr_array_add (self->held, letter);
  if (self->deliver_source == 0)
    self->deliver_source = g_timeout_add_once (5, on_deliver, self);
}

static void
on_ended (GObject      *sender,
          const GError *error,
          Relay        *self)
{
  self->n_ended++;
}

static void
on_gone (GObject *sender,
         Relay   *self)
{
  self->n_ended++;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The knock and the welcome, as the server would have relayed them. */
static void
introduce (Relay *self)
{
  const HearthConnectionConfig config = { 0 };
  g_autoptr (HearthIdentity) host_identity = hearth_identity_generate ();
  g_autoptr (HearthIdentity) guest_identity = hearth_identity_generate ();
  g_autoptr (HearthInvitation) invitation = NULL;
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);
  g_autoptr (HearthPayload) welcome = hearth_payload_new (HEARTH_PAYLOAD_WELCOME);
  g_autoptr (HearthPayload) opened = NULL;
  g_autoptr (HearthPayload) opened_welcome = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *knock = NULL;
  g_autofree char *admission = NULL;
  const HearthMemberState state = { .name = (char *) "Bob", .colour = (char *) "green", .camera_on = TRUE };
  const HearthLocalSources sources = { .voice = HEARTH_RTP_SOURCE (self->generator) };
  HearthTrustSession *at_guest;
  HearthTrustSession *at_host;

  invitation = hearth_invitation_new ("http://127.0.0.1:1", hearth_identity_get_public_key (host_identity), &error);
  g_assert_no_error (error);
  at_guest = hearth_trust_session_new_guest (invitation, guest_identity);
  at_host = hearth_trust_session_new_host (invitation, host_identity);

  hello->name = g_strdup ("Bob");
  hello->colour = g_strdup ("green");
  knock = hearth_trust_session_seal (at_guest, hello, get_now ());
  opened = hearth_trust_session_open (at_host, knock, get_now (), &error);
  g_assert_no_error (error);
  self->guest = hearth_guest_link_new ("g1", at_host, "address", opened, &config);

  welcome->name = g_strdup ("Alice");
  welcome->colour = g_strdup ("blue");
  admission = hearth_guest_link_seal (self->guest, welcome);
  opened_welcome = hearth_trust_session_open (at_guest, admission, get_now (), &error);
  g_assert_no_error (error);
  self->host = hearth_host_link_new (&config);
  hearth_host_control_set_state (hearth_host_link_get_control (self->host), &state);

  g_signal_connect (self->guest, "relay", G_CALLBACK (on_relay), self);
  g_signal_connect (self->guest, "gone", G_CALLBACK (on_gone), self);
  g_signal_connect (self->host, "relay", G_CALLBACK (on_relay), self);
  g_signal_connect (self->host, "ended", G_CALLBACK (on_ended), self);
  hearth_host_link_set_local (self->host, &sources);
  hearth_guest_link_set_track (self->guest, "slot0/audio", HEARTH_RTP_SOURCE (self->generator));
  hearth_guest_link_start (self->guest);
  hearth_host_link_attach (self->host, at_guest);
}

static void
set_up (Relay         *self,
        gconstpointer  data)
{
  self->harm = GPOINTER_TO_INT (data);
  self->random = g_rand_new_with_seed (11);
  self->letters = g_ptr_array_new_with_free_func (letter_free);
  self->held = g_ptr_array_new ();
  self->generator = rtp_generator_new (FALSE, 0, 0);
}

static void
knock (Relay *self)
{
  self->n_knocks++;
  self->n_ended = 0;
  introduce (self);
}

static void
part (Relay *self)
{
  g_clear_handle_id (&self->deliver_source, g_source_remove);
  hearth_host_link_close (self->host);
  hearth_guest_link_close (self->guest);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->host));
  g_assert_finalize_object (g_steal_pointer (&self->guest));
  g_ptr_array_set_size (self->held, 0);
  g_ptr_array_set_size (self->letters, 0);
}

static void
tear_down (Relay         *self,
           gconstpointer  data)
{
  part (self);
  rtp_generator_stop (self->generator);
  g_assert_finalize_object (self->generator);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->letters);
  g_rand_free (self->random);
}

static gboolean
meets (gpointer data)
{
  Relay *self = data;

  return hearth_guest_link_get_step (self->guest) == HEARTH_GUEST_INSIDE
         && hearth_host_link_get_step (self->host) == HEARTH_VISIT_INSIDE
         && hearth_guest_link_get_sound (self->guest, HEARTH_TRACK_AUDIO) != NULL;
}

static gboolean
meets_or_ended (gpointer data)
{
  return ((Relay *) data)->n_ended > 0 || meets (data);
}

/* Whatever it does to single letters, people meet; and once they have, nothing that it says again changes anything. */
static void
test_relay (Relay         *self,
            gconstpointer  data)
{
  HearthRtpSource *source;
  guint n_letters;

  knock (self);
  wait_until ("they meet all the same, or give up", PATIENCE_MS, meets_or_ended, self);
  while (!meets (self) && self->n_knocks < MAX_KNOCKS)
    {
      part (self);
      knock (self);
      wait_until ("they meet all the same, or give up again", PATIENCE_MS, meets_or_ended, self);
    }
  g_test_message ("Knocked %u times", self->n_knocks);
  g_assert_true (meets (self));
  run_for (500);
  source = hearth_guest_link_get_sound (self->guest, HEARTH_TRACK_AUDIO);
  n_letters = self->letters->len;

  for (guint i = 0; i < n_letters; i++)
    {
      const Letter *letter = g_ptr_array_index (self->letters, i);

      deliver (self, letter->to_host, letter->text);
      deliver (self, !letter->to_host, letter->text);
    }
  run_for (500);
  g_assert_true (meets (self));
  g_assert_true (hearth_guest_link_get_sound (self->guest, HEARTH_TRACK_AUDIO) == source);
  g_assert_cmpuint (self->n_ended, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, harm) g_test_add ("/relay/" path, Relay, GINT_TO_POINTER (harm), set_up, test_relay, tear_down)
  ADD ("duplicates", DUPLICATE);
  ADD ("damages", DAMAGE);
  ADD ("echoes", ECHO);
  ADD ("reorders", REORDER);
  ADD ("drops", DROP);
#undef ADD

  return g_test_run ();
}
