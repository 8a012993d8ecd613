/* A guest that misbehaves, as a process of its own: rogue-guest LINK NAME MODE [NUMBER]
 *
 *   plain            nothing wrong: to be stopped or killed
 *   garbage          a picture of random bytes; raw random RTP and RTCP past its own library, well encrypted
 *   keyframes        asks everybody for a key frame a thousand times a second, past its own library
 *   ssrc NUMBER      its picture says to be the stream NUMBER, which is somebody else's
 *   flood NUMBER     sends NUMBER packets of 1200 bytes a second
 *   churn NUMBER     so many people come and go, four at a time
 *
 * Prints "inside" when it begins, "round" for every four, and "done" where it comes to an end. Reads nothing; ends when it is killed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/main-thread.h"
#include "../room/people.h"
#include "wild-source.h"

#define WILD_PACKETS_PER_SECOND 500
#define RAW_MS 1
#define CHURN_AT_ONCE 4

typedef struct
{
  HearthRoom *room;
  WildSource *wild; /* nullable */
  guint32 ssrc;
  GRand *random;
} Rogue;

/* --- Past our own library ------------------------------------------------------------------------------------------------- */

/* What encrypts, of every connection: whatever is handed to it reaches the other side with a good signature. */
static GMutex encoders_mutex;
static GPtrArray *encoders;

/* GStreamer tells a tracer of every element that is made. */
typedef struct
{
  GstTracer parent_instance;
} RogueTracer;

typedef struct
{
  GstTracerClass parent_class;
} RogueTracerClass;

static GType rogue_tracer_get_type (void);

G_DEFINE_TYPE (RogueTracer, rogue_tracer, GST_TYPE_TRACER)

static void
rogue_tracer_class_init (RogueTracerClass *klass)
{
}

static void
rogue_tracer_init (RogueTracer *self)
{
}

static void
on_element_new (GObject     *tracer,
                GstClockTime time,
                GstElement  *element)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory == NULL || !g_str_equal (GST_OBJECT_NAME (factory), "dtlssrtpenc"))
    return;

  g_mutex_lock (&encoders_mutex);
  g_ptr_array_add (encoders, gst_object_ref (element));
  g_mutex_unlock (&encoders_mutex);
}

/* Only where something has flown already: an encoder that has no keys yet is left alone. */
static void
send_raw_to (GstPad       *pad,
             gconstpointer bytes,
             gsize         size)
{
  g_autoptr (GstEvent) segment = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);

  if (segment != NULL)
    gst_pad_chain (pad, gst_buffer_new_memdup (bytes, size));
}

static void
send_raw (const char   *pad_name,
          gconstpointer bytes,
          gsize         size)
{
  g_mutex_lock (&encoders_mutex);
  for (guint i = 0; i < encoders->len; i++)
    {
      GstPad *pad = gst_element_get_static_pad (g_ptr_array_index (encoders, i), pad_name);

      if (pad != NULL)
        send_raw_to (pad, bytes, size);
      g_clear_pointer (&pad, gst_object_unref);
    }
  g_mutex_unlock (&encoders_mutex);
}

static void
scramble (Rogue  *self,
          guint8 *bytes,
          gsize   size)
{
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (self->random);
}

/* Anything behind a first byte that says RTP or RTCP. */
static gboolean
on_send_garbage (gpointer user_data)
{
  Rogue *self = user_data;
  guint8 packet[1200];
  gsize size = (gsize) g_rand_int_range (self->random, 12, sizeof packet);

  scramble (self, packet, size);
  packet[0] = 0x80 | (packet[0] & 0x3f);
  packet[1] = (packet[1] & 0x80) | 96;
  if (g_rand_boolean (self->random))
    GST_WRITE_UINT32_BE (packet + 8, self->ssrc);
  send_raw ("rtp_sink_0", packet, size);

  size = 4 * (gsize) g_rand_int_range (self->random, 2, 20);
  scramble (self, packet, size);
  packet[0] = 0x80 | (packet[0] & 0x1f);
  packet[1] = (guint8) g_rand_int_range (self->random, 200, 208);
  GST_WRITE_UINT16_BE (packet + 2, size / 4 - 1);
  send_raw ("rtcp_sink_0", packet, size);

  return G_SOURCE_CONTINUE;
}

/* Empty RR, PLI (RFC 4585) and FIR (RFC 5104) for @ssrc */
static void
ask_for_keyframe (guint32 ssrc,
                  guint8  number)
{
  guint8 packet[8 + 12 + 20] = { 0x80, 201, 0, 1 };
  guint8 *pli = packet + 8;
  guint8 *fir = pli + 12;

  GST_WRITE_UINT32_BE (packet + 4, 1);
  pli[0] = 0x81;
  pli[1] = 206;
  pli[3] = 2;
  GST_WRITE_UINT32_BE (pli + 4, 1);
  GST_WRITE_UINT32_BE (pli + 8, ssrc);
  fir[0] = 0x84;
  fir[1] = 206;
  fir[3] = 4;
  GST_WRITE_UINT32_BE (fir + 4, 1);
  GST_WRITE_UINT32_BE (fir + 12, ssrc);
  fir[16] = number;
  send_raw ("rtcp_sink_0", packet, sizeof packet);
}

static gboolean
on_ask_for_keyframes (gpointer user_data)
{
  Rogue *self = user_data;
  GListModel *members = hearth_room_get_members (self->room);
  static guint8 number;

  number++;
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);
      HearthRtpSource *video = hearth_member_get_video (member);
      g_autoptr (GstCaps) caps = video != NULL ? hearth_rtp_source_get_caps (video) : NULL;
      guint ssrc;

      if (caps != NULL && gst_structure_get_uint (gst_caps_get_structure (caps, 0), "ssrc", &ssrc))
        ask_for_keyframe (ssrc, number);
    }

  return G_SOURCE_CONTINUE;
}

static void
say (const char *word)
{
  printf ("%s\n", word);
  fflush (stdout);
}

/* --- Coming and going ------------------------------------------------------------------------------------------------------- */

/* Several at a time. Each stays until it hears and sees somebody of those who stay. */
static void
churn (House *house,
       guint  n)
{
  Person anna = { .name = (char *) "Anna", .ssrc = g_str_hash ("Anna") & ~0xfu };
  Person *visitors[CHURN_AT_ONCE];

  for (guint i = 0; i < n; i += CHURN_AT_ONCE)
    {
      for (guint j = 0; j < CHURN_AT_ONCE; j++)
        {
          g_autofree char *name = g_strdup_printf ("Visitor %u", i + j);

          visitors[j] = person_visit (house, NULL, name, TRUE);
        }
      for (guint j = 0; j < CHURN_AT_ONCE; j++)
        person_wait_hears (visitors[j], &anna);
      for (guint j = 0; j < CHURN_AT_ONCE; j++)
        hearth_room_leave (visitors[j]->room);
      for (guint j = 0; j < CHURN_AT_ONCE; j++)
        {
          person_wait_ended (visitors[j]);
          person_free (visitors[j]);
        }
      say ("round");
    }
}

/* --- A guest ------------------------------------------------------------------------------------------------------------------ */

static gboolean
is_inside (gpointer data)
{
  HearthRoom *room = data;
  GListModel *members = hearth_room_get_members (room);

  /* Two people with a picture. */
  if (hearth_room_get_state (room) != HEARTH_ROOM_INSIDE || g_list_model_get_n_items (members) < 2)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      if (hearth_member_get_video (member) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
on_ended (HearthRoom   *room,
          const GError *error,
          gpointer      user_data)
{
  say ("ended");
}

static void
begin (Rogue      *self,
       const char *mode)
{
  if (self->wild != NULL)
    wild_source_begin (self->wild);
  if (g_str_equal (mode, "garbage"))
    g_timeout_add (RAW_MS, on_send_garbage, self);
  else if (g_str_equal (mode, "keyframes"))
    g_timeout_add (RAW_MS, on_ask_for_keyframes, self);
}

static void
misbehave (House      *house,
           const char *name,
           const char *mode,
           guint       number)
{
  const HearthConnectionConfig config = { 0 };
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  guint32 ssrc = g_str_hash (name) & ~0xfu;
  RtpGenerator *audio = rtp_generator_new (FALSE, ssrc, 0);
  HearthLocalSources sources = { .voice = HEARTH_RTP_SOURCE (audio) };
  Rogue self = { .ssrc = ssrc + 1, .random = g_rand_new_with_seed (7) };

  if (g_str_equal (mode, "ssrc"))
    self.ssrc = number;
  if (g_str_equal (mode, "garbage"))
    self.wild = wild_source_new (self.ssrc, WILD_PACKETS_PER_SECOND, FALSE);
  else if (g_str_equal (mode, "ssrc"))
    self.wild = wild_source_new (self.ssrc, 100, TRUE);
  else if (g_str_equal (mode, "flood"))
    self.wild = wild_source_new (self.ssrc, number, TRUE);
  sources.pictures[HEARTH_PICTURE_CAMERA] = self.wild != NULL
                                            ? HEARTH_LAYERED_SOURCE (self.wild)
                                            : HEARTH_LAYERED_SOURCE (layered_generator_new (self.ssrc, HEARTH_LIMIT_VIDEO_LAYERS));

  self.room = HEARTH_ROOM (hearth_room_guest_new (house->invitation, identity, &config, name, "red"));
  hearth_room_set_local (self.room, &sources);
  hearth_room_set_local_state (self.room, TRUE, TRUE, FALSE, FALSE, FALSE);
  g_signal_connect (self.room, "ended", G_CALLBACK (on_ended), NULL);
  hearth_room_enter (self.room);
  wait_until ("to be inside and see two people", 20000, is_inside, self.room);
  begin (&self, mode);
  say ("inside");

  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  House house = { NULL };
  guint number;

  gst_init (&argc, &argv);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, >=, 4);

  encoders = g_ptr_array_new ();
  gst_tracing_register_hook (g_object_new (rogue_tracer_get_type (), NULL), "element-new", G_CALLBACK (on_element_new));
  house.invitation = hearth_invitation_parse (argv[1], NULL);
  g_assert_nonnull (house.invitation);
  number = argc > 4 ? (guint) g_ascii_strtoull (argv[4], NULL, 10) : 0;

  if (!g_str_equal (argv[3], "churn"))
    misbehave (&house, argv[2], argv[3], number);

  say ("inside");
  churn (&house, number);
  say ("done");
  hearth_invitation_unref (house.invitation);

  return 0;
}
