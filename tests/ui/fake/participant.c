/* A person of the stand-in for src/call: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-participant.h"

#include <math.h>
#include <string.h>

struct _HearthParticipant
{
  GObject parent_instance;

  char *id;
  char *name;
  char *colour;
  gboolean is_self;
  gboolean is_host;
  gboolean microphone_on;
  gboolean camera_on;
  gboolean connected;
  gboolean speaking;
  gboolean upright;
  gboolean painted_elsewhere;
  gboolean picture_held;
  guint hand;
  HearthRole role;
  double volume;
  gboolean muted_here;
  HearthReception reception;
  HearthPicture *camera;
  HearthPicture *share; /* nullable */
  HearthAcquaintance *acquaintance;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COLOUR,
  PROP_MICROPHONE_ON,
  PROP_CAMERA_ON,
  PROP_ROLE,
  PROP_CONNECTED,
  PROP_PICTURE_HELD,
  PROP_SPEAKING,
  PROP_SHARE,
  PROP_HAND,
  PROP_RECEPTION,
  PROP_VOLUME,
  PROP_MUTED_HERE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthParticipant, hearth_participant, G_TYPE_OBJECT)

static void
set_flag (HearthParticipant *self,
          gboolean          *flag,
          gboolean           value,
          guint              prop_id)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
hearth_participant_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  HearthParticipant *self = HEARTH_PARTICIPANT (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    case PROP_MICROPHONE_ON:
      g_value_set_boolean (value, self->microphone_on);
      break;
    case PROP_CAMERA_ON:
      g_value_set_boolean (value, self->camera_on);
      break;
    case PROP_ROLE:
      g_value_set_int (value, (int) hearth_participant_get_role (self));
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_PICTURE_HELD:
      g_value_set_boolean (value, self->picture_held);
      break;
    case PROP_SPEAKING:
      g_value_set_boolean (value, self->speaking);
      break;
    case PROP_SHARE:
      g_value_set_object (value, self->share);
      break;
    case PROP_HAND:
      g_value_set_uint (value, self->hand);
      break;
    case PROP_RECEPTION:
      g_value_set_int (value, (int) self->reception);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    case PROP_MUTED_HERE:
      g_value_set_boolean (value, self->muted_here);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_participant_finalize (GObject *object)
{
  HearthParticipant *self = HEARTH_PARTICIPANT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->colour);
  g_object_unref (self->camera);
  g_clear_object (&self->share);
  g_object_unref (self->acquaintance);

  G_OBJECT_CLASS (hearth_participant_parent_class)->finalize (object);
}

static void
hearth_participant_class_init (HearthParticipantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_participant_get_property;
  object_class->finalize = hearth_participant_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);
  properties[PROP_MICROPHONE_ON] = g_param_spec_boolean ("microphone-on", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA_ON] = g_param_spec_boolean ("camera-on", NULL, NULL, FALSE, flags);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, HEARTH_N_ROLES - 1, 0, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_PICTURE_HELD] = g_param_spec_boolean ("picture-held", NULL, NULL, FALSE, flags);
  properties[PROP_SPEAKING] = g_param_spec_boolean ("speaking", NULL, NULL, FALSE, flags);
  properties[PROP_SHARE] = g_param_spec_object ("share", NULL, NULL, HEARTH_TYPE_PICTURE, flags);
  properties[PROP_HAND] = g_param_spec_uint ("hand", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RECEPTION] = g_param_spec_int ("reception", NULL, NULL, 0, HEARTH_N_RECEPTIONS - 1, 0, flags);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, HEARTH_PARTICIPANT_MAX_VOLUME, 1, flags);
  properties[PROP_MUTED_HERE] = g_param_spec_boolean ("muted-here", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static HearthPicture *
picture_new (void)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();

  return hearth_picture_new (mailbox);
}

static void
hearth_participant_init (HearthParticipant *self)
{
  self->id = g_uuid_string_random ();
  self->connected = TRUE;
  self->volume = 1;
  self->camera = picture_new ();
  self->acquaintance = hearth_acquaintance_new ();
}

HearthParticipant *
hearth_fake_participant_new (const char *name,
                             const char *colour,
                             gboolean    is_self,
                             gboolean    is_host)
{
  HearthParticipant *self = g_object_new (HEARTH_TYPE_PARTICIPANT, NULL);

  self->name = g_strdup (name);
  self->colour = g_strdup (colour);
  self->is_self = is_self;
  self->is_host = is_host;
  hearth_acquaintance_set (self->acquaintance, name, is_self ? HEARTH_TRUST_UNKNOWN : HEARTH_TRUST_NEW);

  return self;
}

void
hearth_fake_participant_set_mailbox (HearthParticipant  *self,
                                     HearthFrameMailbox *mailbox)
{
  g_object_unref (self->camera);
  self->camera = hearth_picture_new (mailbox);
  self->painted_elsewhere = TRUE;
}

void
hearth_fake_participant_set_profile (HearthParticipant *self,
                                     const char        *name,
                                     const char        *colour)
{
  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (g_set_str (&self->colour, colour))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

void
hearth_fake_participant_set_host (HearthParticipant *self,
                                  gboolean           is_host)
{
  self->is_host = !!is_host;
}

void
hearth_fake_participant_set_media (HearthParticipant *self,
                                   gboolean           microphone_on,
                                   gboolean           camera_on)
{
  set_flag (self, &self->microphone_on, microphone_on, PROP_MICROPHONE_ON);
  set_flag (self, &self->camera_on, camera_on, PROP_CAMERA_ON);
  if (!camera_on)
    hearth_frame_mailbox_put (hearth_picture_get_mailbox (self->camera), NULL);
}

void
hearth_fake_participant_set_connected (HearthParticipant *self,
                                       gboolean           connected)
{
  set_flag (self, &self->connected, connected, PROP_CONNECTED);
}

void
hearth_fake_participant_set_speaking (HearthParticipant *self,
                                      gboolean           speaking)
{
  set_flag (self, &self->speaking, speaking, PROP_SPEAKING);
}

void
hearth_fake_participant_set_picture_held (HearthParticipant *self,
                                          gboolean           held)
{
  set_flag (self, &self->picture_held, held, PROP_PICTURE_HELD);
  if (held)
    hearth_frame_mailbox_put (hearth_picture_get_mailbox (self->camera), NULL);
}

static char *
describe_shown (HearthPicture *picture)
{
  guint width, height;
  gboolean pinned = hearth_picture_get_shown (picture, &width, &height);

  return g_strdup_printf ("%ux%u%s", width, height, pinned ? " pinned" : "");
}

char *
hearth_fake_participant_get_share_shown (HearthParticipant *self)
{
  return self->share != NULL ? describe_shown (self->share) : NULL;
}

void
hearth_fake_participant_set_sharing (HearthParticipant *self,
                                     gboolean           sharing)
{
  g_clear_object (&self->share);
  if (sharing)
    self->share = picture_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHARE]);
}

/* White with a dark edge. */
void
hearth_fake_participant_point (HearthParticipant *self,
                               double             x,
                               double             y)
{
  guint8 pixels[24 * 24][4] = { 0 };
  g_autoptr (HearthPointerShape) shape = NULL;

  for (guint row = 0; row < 20; row++)
    for (guint column = 0; column <= row * 2 / 3; column++)
      {
        gboolean inside = column > 0 && column < row * 2 / 3 && row < 19;

        memset (pixels[24 * row + column], inside ? 255 : 30, 3);
        pixels[24 * row + column][3] = 255;
      }
  shape = hearth_pointer_shape_new (24, 24, 0, 0, pixels[0]);
  hearth_picture_set_pointer (self->share, &(HearthPointer) { shape, (guint) (x * HEARTH_POINTER_WHOLE),
                                                              (guint) (y * HEARTH_POINTER_WHOLE), HEARTH_POINTER_WHOLE / 60 });
}

void
hearth_fake_participant_set_role (HearthParticipant *self,
                                  HearthRole         role)
{
  if (self->role == role)
    return;

  self->role = role;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

void
hearth_fake_participant_set_hand (HearthParticipant *self,
                                  guint              hand)
{
  if (self->hand == hand)
    return;

  self->hand = hand;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND]);
}

void
hearth_fake_participant_set_reception (HearthParticipant *self,
                                       HearthReception    reception)
{
  self->reception = reception;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEPTION]);
}

char *
hearth_fake_participant_get_shown (HearthParticipant *self)
{
  return describe_shown (self->camera);
}

void
hearth_fake_participant_set_upright (HearthParticipant *self,
                                     gboolean           upright)
{
  self->upright = upright;
}

/* --- Pictures: somebody who nods, in front of a wall ------------------------------------------------------------------- */

typedef struct
{
  double r, g, b;
} Colour;

static gboolean
in_ellipse (double x,
            double y,
            double centre_x,
            double centre_y,
            double radius_x,
            double radius_y)
{
  double dx = (x - centre_x) / radius_x, dy = (y - centre_y) / radius_y;

  return dx * dx + dy * dy < 1;
}

/* @x, @y: 0 to 1 from the top left of a square in the middle of the picture; beyond that on its longer side */
static Colour
colour_at (double x,
           double y,
           double time,
           guint  hue)
{
  static const Colour walls[] = {
    { 0.71, 0.62, 0.50 }, { 0.45, 0.56, 0.60 }, { 0.62, 0.66, 0.52 }, { 0.66, 0.52, 0.50 }, { 0.52, 0.50, 0.62 },
  };
  static const Colour skins[] = { { 0.91, 0.74, 0.62 }, { 0.55, 0.38, 0.28 }, { 0.78, 0.58, 0.43 } };
  static const Colour shirts[] = { { 0.16, 0.30, 0.45 }, { 0.55, 0.20, 0.22 }, { 0.20, 0.38, 0.30 }, { 0.28, 0.26, 0.30 } };
  double nod = 0.012 * sin (time * 2 + hue), sway = 0.02 * sin (time * 0.9 + hue);
  double light = 0.75 + 0.3 * x - 0.2 * y;
  Colour colour = walls[hue % G_N_ELEMENTS (walls)];

  if (in_ellipse (x, y, 0.5 + sway * 0.5, 1.12, 0.42, 0.40))
    colour = shirts[hue % G_N_ELEMENTS (shirts)];
  if (in_ellipse (x, y, 0.5 + sway, 0.44 + nod, 0.185, 0.235))
    colour = (Colour) { 0.18, 0.12, 0.09 };
  if (in_ellipse (x, y, 0.5 + sway, 0.72, 0.075, 0.14) || in_ellipse (x, y, 0.5 + sway, 0.49 + nod, 0.16, 0.21))
    colour = skins[hue % G_N_ELEMENTS (skins)];
  if (in_ellipse (x, y, 0.435 + sway, 0.46 + nod, 0.018, 0.018) || in_ellipse (x, y, 0.565 + sway, 0.46 + nod, 0.018, 0.018))
    colour = (Colour) { 0.10, 0.08, 0.08 };

  return (Colour) { MIN (1, colour.r * light), MIN (1, colour.g * light), MIN (1, colour.b * light) };
}

static void
put (HearthPicture *picture,
     guint8        *pixels,
     int            width,
     int            height)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) width * height * 4);

  hearth_frame_mailbox_put (hearth_picture_get_mailbox (picture),
                            hearth_video_frame_new (bytes, width, height, (gsize) width * 4, g_get_monotonic_time ()));
}

static void
draw_camera (HearthParticipant *self,
             double             time)
{
  const int width = self->upright ? 108 : 320, height = self->upright ? 192 : 180;
  const int side = MIN (width, height);
  const guint hue = g_str_hash (self->name) % 60;
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        Colour colour = colour_at ((x - (width - side) / 2.0) / side, (y - (height - side) / 2.0) / side, time, hue);
        guint8 *pixel = pixels + ((gsize) y * width + x) * 4;

        pixel[0] = (guint8) (colour.b * 255);
        pixel[1] = (guint8) (colour.g * 255);
        pixel[2] = (guint8) (colour.r * 255);
        pixel[3] = 255;
      }
  put (self->camera, pixels, width, height);
}

/* A document: lines of words on a page, one pixel wide where they are thinnest. */
static void
draw_share (HearthParticipant *self)
{
  const int width = 1280, height = 800;
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean title = y > 80 && y < 120 && x > 160 && x < 700 && x % 40 < 34;
        gboolean line = y > 180 && y < 720 && y % 30 < 12 && x > 160 && x < 1120 - y / 30 * 37 % 300;
        gboolean ink = title || (line && x % 70 < 62 && (x % 3 == 0 || y % 30 == 6));
        guint8 *pixel = pixels + ((gsize) y * width + x) * 4;

        memset (pixel, ink ? 40 : 250, 3);
        pixel[3] = 255;
      }
  put (self->share, pixels, width, height);
}

void
hearth_fake_participant_draw (HearthParticipant *self,
                              double             time)
{
  if (!self->painted_elsewhere && self->camera_on && self->connected && !self->picture_held
      && hearth_picture_is_wanted (self->camera))
    draw_camera (self, time);
  if (self->share != NULL && !hearth_picture_has_frame (self->share))
    draw_share (self);
}

/* --- call/participant.h --------------------------------------------------------------------------------------------------- */

const char *
hearth_participant_get_id (HearthParticipant *self)
{
  return self->id;
}

const char *
hearth_participant_get_name (HearthParticipant *self)
{
  return self->name;
}

const char *
hearth_participant_get_colour (HearthParticipant *self)
{
  return self->colour;
}

gboolean
hearth_participant_is_self (HearthParticipant *self)
{
  return self->is_self;
}

gboolean
hearth_participant_is_host (HearthParticipant *self)
{
  return self->is_host;
}

gboolean
hearth_participant_get_microphone_on (HearthParticipant *self)
{
  return self->microphone_on;
}

gboolean
hearth_participant_get_camera_on (HearthParticipant *self)
{
  return self->camera_on;
}

HearthRole
hearth_participant_get_role (HearthParticipant *self)
{
  return self->is_host ? HEARTH_ROLE_HOST : self->role;
}

gboolean
hearth_participant_get_connected (HearthParticipant *self)
{
  return self->connected;
}

gboolean
hearth_participant_get_speaking (HearthParticipant *self)
{
  return self->speaking;
}

gboolean
hearth_participant_get_picture_held (HearthParticipant *self)
{
  return self->picture_held;
}

HearthPicture *
hearth_participant_get_camera (HearthParticipant *self)
{
  return self->camera;
}

HearthPicture *
hearth_participant_get_share (HearthParticipant *self)
{
  return self->share;
}

guint
hearth_participant_get_hand (HearthParticipant *self)
{
  return self->hand;
}

HearthReception
hearth_participant_get_reception (HearthParticipant *self)
{
  return self->reception;
}

void
hearth_participant_set_tap (HearthParticipant *self,
                            HearthMediaTap    *tap)
{
}

void
hearth_participant_get_stats (HearthParticipant      *self,
                              HearthParticipantStats *stats)
{
  *stats = (HearthParticipantStats) { .frames_decoded = hearth_frame_mailbox_get_n_put (hearth_picture_get_mailbox (self->camera)),
                                      .audio_level_db = -100 };
}

double
hearth_participant_get_volume (HearthParticipant *self)
{
  return self->volume;
}

void
hearth_participant_set_volume (HearthParticipant *self,
                               double             volume)
{
  if (self->volume == volume)
    return;

  self->volume = volume;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VOLUME]);
}

gboolean
hearth_participant_get_muted_here (HearthParticipant *self)
{
  return self->muted_here;
}

void
hearth_participant_set_muted_here (HearthParticipant *self,
                                   gboolean           muted)
{
  set_flag (self, &self->muted_here, muted, PROP_MUTED_HERE);
}

HearthAcquaintance *
hearth_participant_get_acquaintance (HearthParticipant *self)
{
  return self->acquaintance;
}
