/* A real hearth-host, a real guest, and between them a signalling server that means harm (evil-server.c). It even has the link,
 * and so the key that seals: what keeps it out are signatures, nonces, counters and certificates.
 *
 * Every case is one visit. The server does one thing to one kind of message: it puts something else in its place, or delivers
 * it twice, late or out of order. What it put in must not be accepted, which shows in what follows it (nobody answers an offer
 * that nobody has made, nobody is admitted by a knock that is not theirs, nobody comes inside), and no media may flow that is
 * not between those whose genuine descriptions arrived, nor before their certificates did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>
#include <string.h>

#include "base/main-thread.h"
#include "evil-server.h"
#include "guest-process.h"
#include "host-process.h"
#include "sealed-letter.h"
#include "wire-tap.h"

#define N_CASES 224

/* So long after the last message nothing more comes of it: what is lost is said again after three seconds. */
#define QUIET_MS 350
#define CASE_MS 8000
#define DELAY_MS 250

#define HOST_PORT 40100
#define OTHER_HOST_PORT 40200
#define DECOY_PORT 40300

typedef enum
{
  FLIP,       /* a bit of what is sealed */
  TRUNCATE,   /* the end is missing */
  STRIP,      /* nothing in it */
  SWAP,       /* something else that was said, in this visit or before */
  REPLAY,     /* the same from an earlier visit */
  CROSS_ROOM, /* the same from another room, sealed for this one */
  REFLECT,    /* what the receiver has said itself */
  EDIT,       /* something else in it, under the old signature */
  FORGE,      /* something else in it, signed by the server's own key */
  ROLE,       /* signed by the server's own key in the other role */
  REPLACING = ROLE,
  DUPLICATE,  /* twice at once */
  AGAIN,      /* once more at the end */
  REORDER,    /* after what follows it */
  DELAY,
  N_HARMS,
} Harm;

static const char * const harm_names[] = {
  "flip", "truncate", "strip", "swap", "replay", "cross room", "reflect", "edit", "forge", "role",
  "duplicate", "again", "reorder", "delay",
};

typedef struct
{
  EvilServer *server;
  HostProcess host;
  HostProcess other_host;
  HearthIdentity *evil; /* the server's own key */
  Person *anna; /* in the room all the time */
  WireTap *tap;
  GRand *random;

  GuestProcess guest;

  /* What was said, sealed: of each kind the last, in this visit, before it, and in the other room. */
  char *said[N_KINDS];
  char *said_before[N_KINDS];
  char *said_elsewhere[N_KINDS];

  /* This visit. */
  gboolean recording_elsewhere;
  gboolean honest;
  Kind kind;
  Harm harm;
  char *visitor; /* the guest's id at the server */
  gboolean delivered[N_KINDS]; /* the genuine one */
  guint n_said[N_KINDS];
  guint n_harmed;
  EvilPost *held;
  gint64 began_at;
  gint64 last_post_at;
  guint n_accepted; /* what was put in and taken for genuine */
} Scene;

/* --- Doing harm ------------------------------------------------------------------------------------------------------------- */

/* Returns: (transfer full): something else that was said */
static char *
choose_other (Scene *self,
              Kind   but,
              int    to_host) /* or -1 for either way */
{
  const char *choices[2 * N_KINDS];
  gsize n = 0;

  for (guint i = 0; i < N_KINDS; i++)
    {
      if (i == but || (to_host >= 0 && kind_goes_to_host (i) != to_host))
        continue;
      if (self->said[i] != NULL)
        choices[n++] = self->said[i];
      choices[n++] = self->said_before[i];
    }

  return g_strdup (choices[g_rand_int_range (self->random, 0, (gint32) n)]);
}

static char *
rewrite (Scene      *self,
         const char *sealed)
{
  HearthInvitation *invitation = self->host.house.invitation;
  gboolean to_host = kind_goes_to_host (self->kind);
  HearthTrustRole role = to_host ? HEARTH_TRUST_ROLE_GUEST : HEARTH_TRUST_ROLE_HOST;
  g_auto (SealedLetter) letter = { 0 };

  if (self->harm == CROSS_ROOM)
    {
      sealed_letter_open (&letter, self->other_host.house.invitation, self->said_elsewhere[self->kind]);
      return sealed_letter_seal (&letter, invitation);
    }

  sealed_letter_open (&letter, invitation, sealed);
  sealed_letter_edit (&letter, self->random, DECOY_PORT);
  if (self->harm == FORGE)
    sealed_letter_sign (&letter, invitation, self->evil, role);
  else if (self->harm == ROLE)
    sealed_letter_sign (&letter, invitation, self->evil, to_host ? HEARTH_TRUST_ROLE_HOST : HEARTH_TRUST_ROLE_GUEST);

  return sealed_letter_seal (&letter, invitation);
}

/* Returns: (transfer full) (nullable): what to deliver instead */
static char *
replace (Scene      *self,
         const char *sealed)
{
  switch (self->harm)
    {
    case FLIP:
      return sealed_letter_flip (sealed, self->random);
    case TRUNCATE:
      return g_strndup (sealed, (gsize) g_rand_int_range (self->random, 1, (gint32) strlen (sealed)));
    case STRIP:
      return g_strdup ("");
    case SWAP:
      return choose_other (self, self->kind, -1);
    case REPLAY:
      return g_strdup (self->said_before[self->kind]);
    case REFLECT:
      return choose_other (self, self->kind, !kind_goes_to_host (self->kind));
    case CROSS_ROOM:
    case EDIT:
    case FORGE:
    case ROLE:
      return rewrite (self, sealed);
    case DUPLICATE:
    case AGAIN:
    case REORDER:
    case DELAY:
    case N_HARMS:
    default:
      g_assert_not_reached ();
    }
}

static void
deliver_instead (Scene          *self,
                 const EvilPost *post)
{
  g_autoptr (EvilPost) other = evil_post_copy (post);

  g_free (other->payload);
  other->payload = replace (self, post->payload);
  g_assert_cmpstr (other->payload, !=, post->payload);
  evil_server_deliver (self->server, other);
}

static void
deliver (Scene          *self,
         const EvilPost *post,
         Kind            kind)
{
  if (kind < N_KINDS)
    self->delivered[kind] = TRUE;
  evil_server_deliver (self->server, post);
}

static void
release_held (Scene *self)
{
  g_autoptr (EvilPost) held = g_steal_pointer (&self->held);

  if (held != NULL)
    deliver (self, held, self->kind);
}

static gboolean
on_delayed (gpointer data)
{
  release_held (data);
  return G_SOURCE_REMOVE;
}

static void
harm (Scene          *self,
      const EvilPost *post)
{
  self->n_harmed++;
  if (self->harm <= REPLACING)
    {
      deliver_instead (self, post);
    }
  else if (self->harm == DUPLICATE)
    {
      deliver (self, post, self->kind);
      deliver (self, post, self->kind);
    }
  else if (self->harm == AGAIN || self->held != NULL)
    {
      deliver (self, post, self->kind);
    }
  else
    {
      self->held = evil_post_copy (post);
      if (self->harm == DELAY)
        g_timeout_add (DELAY_MS, on_delayed, self);
    }
}

/* --- Whether it was believed ------------------------------------------------------------------------------------------------ */

static void
accepted (Scene      *self,
          const char *what)
{
  g_test_message ("ACCEPTED: %s", what);
  self->n_accepted++;
}

/* An answer to what was never genuinely said, or a second one to what was said once. The very same letter again is none: whoever cannot know
 * that it has arrived says it again, as a host whose guest seems to be still at the door. */
static void
judge (Scene *self,
       Kind   kind)
{
  Kind cause = kind_get_cause (kind);

  self->n_said[kind]++;
  if (cause < N_KINDS && !self->delivered[cause])
    accepted (self, kind_names[cause]);
  if ((kind == WELCOME || kind == ANSWER_DOWN || kind == ANSWER_UP) && self->n_said[kind] > self->n_said[cause])
    accepted (self, "the same thing twice");
}

static void
on_post (const EvilPost *post,
         gpointer        data)
{
  Scene *self = data;
  gboolean elsewhere = !g_str_equal (post->room, hearth_invitation_get_room (self->host.house.invitation));
  HearthInvitation *invitation = elsewhere ? self->other_host.house.invitation : self->host.house.invitation;
  char **said = elsewhere ? self->said_elsewhere : self->said;
  g_auto (SealedLetter) letter = { 0 };
  gboolean again;
  Kind kind;

  sealed_letter_open (&letter, invitation, post->payload);
  kind = sealed_letter_get_kind (&letter, post->to_host);

  /* Who is given nonsense hangs up and knocks again. What is not the visitor's is Anna's, or a farewell. */
  if (kind == HELLO && !elsewhere)
    {
      g_free (self->visitor);
      self->visitor = g_strdup (post->guest);
    }
  if (kind == N_KINDS || (!elsewhere && g_strcmp0 (self->visitor, post->guest) != 0))
    {
      evil_server_deliver (self->server, post);
      return;
    }

  self->last_post_at = g_get_monotonic_time ();
  again = g_strcmp0 (said[kind], post->payload) == 0;
  g_free (said[kind]);
  said[kind] = g_strdup (post->payload);
  if (elsewhere)
    {
      evil_server_deliver (self->server, post);
      return;
    }

  if (!again)
    judge (self, kind);
  if (!self->honest && kind == self->kind)
    {
      harm (self, post);
      return;
    }
  deliver (self, post, kind);
  if (self->harm == REORDER)
    release_held (self);
}

/* --- Visits ---------------------------------------------------------------------------------------------------------------- */

static gboolean
guest_has_left (gpointer data)
{
  return ((Scene *) data)->guest.left;
}

static gboolean
is_over (gpointer data)
{
  Scene *self = data;
  gint64 now = g_get_monotonic_time ();

  if (self->guest.ended || now - self->began_at > CASE_MS * G_GINT64_CONSTANT (1000))
    return TRUE;

  return (self->honest || self->n_harmed > 0) && now - self->last_post_at > QUIET_MS * G_GINT64_CONSTANT (1000);
}

static void
begin_visit (Scene            *self,
             HearthInvitation *invitation)
{
  g_autofree char *link = hearth_invitation_to_link (invitation);

  memset (self->delivered, 0, sizeof self->delivered);
  memset (self->n_said, 0, sizeof self->n_said);
  g_clear_pointer (&self->visitor, g_free);
  self->n_harmed = 0;
  self->began_at = g_get_monotonic_time ();
  self->last_post_at = G_MAXINT64; /* nothing is over before it has begun */
  wire_tap_begin (self->tap);
  guest_process_join (&self->guest, link);
}

static void
end_visit (Scene *self)
{
  guest_process_leave (&self->guest);
  wait_until ("the guest has left", 20000, guest_has_left, self);
  g_clear_pointer (&self->held, evil_post_free);
  for (guint i = 0; i < N_KINDS; i++)
    {
      if (self->said[i] == NULL)
        continue;
      g_free (self->said_before[i]);
      self->said_before[i] = g_steal_pointer (&self->said[i]);
    }
}

/* --- Cases ------------------------------------------------------------------------------------------------------------------ */

static void
judge_media (Scene *self)
{
  WireCount media = wire_tap_count (self->tap, HOST_PORT);

  if (media.media_from > 0 && !(self->delivered[OFFER_DOWN] && self->delivered[ANSWER_DOWN]))
    accepted (self, "media of the host");
  if (media.media_to > 0 && !(self->delivered[OFFER_UP] && self->delivered[ANSWER_UP]))
    accepted (self, "media of the guest");
  if (self->guest.inside && !(self->delivered[HELLO] && self->delivered[WELCOME]))
    accepted (self, "a welcome");
  if (media.unkeyed > 0)
    accepted (self, "media before a certificate");
  if (wire_tap_count_to (self->tap, DECOY_PORT) > 0)
    accepted (self, "a candidate");
}

static gboolean
has_media (Scene *self)
{
  WireCount media = wire_tap_count (self->tap, HOST_PORT);

  return media.media_from > 0 && media.media_to > 0;
}

/* Returns: whether the visit came about all the same, with media both ways */
static gboolean
run_case (Scene *self,
          Kind   kind,
          Harm   how)
{
  guint before = self->n_accepted;
  gboolean came_about;

  self->kind = kind;
  self->harm = how;
  begin_visit (self, self->host.house.invitation);
  wait_until ("nothing more happens", 3 * CASE_MS, is_over, self);

  if (how == AGAIN && self->said[kind] != NULL && self->visitor != NULL)
    {
      const EvilPost again = {
        kind == HELLO ? HEARTH_ENVELOPE_KNOCK : kind == WELCOME ? HEARTH_ENVELOPE_ADMIT : HEARTH_ENVELOPE_RELAY,
        (char *) hearth_invitation_get_room (self->host.house.invitation),
        self->visitor,
        kind_goes_to_host (kind),
        self->said[kind],
      };

      evil_server_deliver (self->server, &again);
      run_for (DELAY_MS);
    }

  judge_media (self);
  came_about = has_media (self);
  g_test_message ("%s, %s: %u times; %s", harm_names[how], kind_names[kind], self->n_harmed,
                  came_about ? "the visit came about" : "no visit");
  g_assert_cmpuint (self->n_accepted, ==, before);
  end_visit (self);

  return came_about;
}

static gboolean
all_is_said (gpointer data)
{
  char **said = data;
  guint n = 0;

  while (n < N_KINDS && said[n] != NULL)
    n++;

  return n == N_KINDS;
}

static void
visit_honestly (Scene             *self,
                HearthInvitation  *invitation,
                char             **said)
{
  self->honest = TRUE;
  begin_visit (self, invitation);
  wait_until ("everything is said", 20000, all_is_said, said);
  run_for (QUIET_MS);
  g_assert_true (self->guest.inside);
  end_visit (self);
  self->honest = FALSE;
}

static void
test_cases (Scene         *self,
            gconstpointer  data)
{
  guint n_visits = 0, n_harmed = 0, n_prevented = 0;

  visit_honestly (self, self->other_host.house.invitation, self->said_elsewhere);
  visit_honestly (self, self->host.house.invitation, self->said);
  for (guint i = 0; i < N_CASES; i++)
    {
      Kind kind = i % N_KINDS;
      Harm how = i / N_KINDS % N_HARMS;
      gboolean came_about;

      /* Who has the link may knock, with a key of their own: that is a visit, not an attack. */
      if (kind == HELLO && how == FORGE)
        how = ROLE;

      came_about = run_case (self, kind, how);
      n_harmed += self->n_harmed > 0;
      n_visits += came_about;
      n_prevented += !came_about && how <= REPLACING;
    }

  g_test_message ("%u cases, %u of them did harm, %u visits came about all the same; accepted: %u", N_CASES, n_harmed, n_visits,
                  self->n_accepted);
  g_assert_cmpuint (n_harmed, >=, 200);
  g_assert_cmpuint (n_prevented, >=, 100);
  g_assert_cmpuint (self->n_accepted, ==, 0);
}

/* The server's own word ends nothing that works. */
static void
test_own_words (Scene         *self,
                gconstpointer  data)
{
  const char *room = hearth_invitation_get_room (self->host.house.invitation);
  const HearthEnvelopeType words[] = {
    HEARTH_ENVELOPE_HOST_GONE, HEARTH_ENVELOPE_HOST_AWAY, HEARTH_ENVELOPE_DENY, HEARTH_ENVELOPE_ERROR,
  };
  WireCount before, after;

  self->honest = TRUE;
  begin_visit (self, self->host.house.invitation);
  wait_until ("an honest visit", 20000, is_over, self);
  before = wire_tap_count (self->tap, HOST_PORT);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    evil_server_say (self->server, room, self->visitor, FALSE, words[i]);
  evil_server_say (self->server, room, self->visitor, TRUE, HEARTH_ENVELOPE_LEAVE);
  run_for (2000);
  after = wire_tap_count (self->tap, HOST_PORT);

  g_assert_false (self->guest.ended);
  g_assert_cmpuint (after.media_from - before.media_from, >, 50);
  g_assert_cmpuint (after.media_to - before.media_to, >, 50);
  end_visit (self);
  self->honest = FALSE;
}

static void
start_host (HostProcess *host,
            const char  *server,
            guint16      port)
{
  g_autofree char *media_port = g_strdup_printf ("%u", port);
  const char *options[] = { "--server", server, "--media-port", media_port, NULL };

  host_process_set_up (host, NULL);
  host_process_start (host, options);
}

static const char *guest_program;

static void
scene_set_up (Scene         *self,
              gconstpointer  data)
{
  g_autofree char *address = NULL;
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("Seed %u", seed);
  self->random = g_rand_new_with_seed (seed);
  self->tap = wire_tap_new ();
  self->evil = hearth_identity_generate ();
  self->honest = TRUE;
  self->server = evil_server_new (on_post, self);
  address = g_strdup_printf ("http://127.0.0.1:%u", evil_server_get_port (self->server));
  start_host (&self->host, address, HOST_PORT);
  start_host (&self->other_host, address, OTHER_HOST_PORT);
  self->anna = person_visit (&self->host.house, NULL, "Anna", TRUE);
  person_wait_inside (self->anna);

  guest_process_start (&self->guest, guest_program);
  g_clear_pointer (&self->visitor, g_free);
}

static void
scene_tear_down (Scene         *self,
                 gconstpointer  data)
{
  g_assert_cmpint (hearth_room_get_state (self->anna->room), ==, HEARTH_ROOM_INSIDE);
  person_free (self->anna);
  guest_process_stop (&self->guest);
  host_process_tear_down (&self->host, NULL);
  host_process_tear_down (&self->other_host, NULL);
  evil_server_free (self->server);
  hearth_identity_unref (self->evil);
  wire_tap_free (self->tap);
  g_rand_free (self->random);
  g_free (self->visitor);
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_free (self->said[i]);
      g_free (self->said_before[i]);
      g_free (self->said_elsewhere[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 3);
  host_process_set_program (argv[1]);
  guest_program = argv[2];

  g_test_add ("/server/evil/own-words", Scene, NULL, scene_set_up, test_own_words, scene_tear_down);
  g_test_add ("/server/evil/cases", Scene, NULL, scene_set_up, test_cases, scene_tear_down);

  return g_test_run ();
}
