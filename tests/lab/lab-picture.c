/* What the virtual cameras see: see the header.
 *
 *   room (wider than the picture, panned) ← person (a cut-out with soft edges) ← eyelids, mouth ← noise ← stamp
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab-picture.h"

#include <math.h>
#include <string.h>

#include "app/picture-stamp.h"

/* How far the hand that holds the camera shakes, as a share of the height. */
#define SHAKE 0.02
#define NOISE_BYTES 65536
#define NOISE_DEPTH 5

typedef struct
{
  float red, green, blue; /* 0 to 1 */
} Colour;

typedef struct
{
  int width;
  int height;
  guint8 *pixels; /* YUY2 without padding */
  guint8 *cover;  /* per byte of pixels, 0 to 255; NULL where everything is covered */
} Layer;

struct _LabPicture
{
  int width;
  int height;
  guint seed;
  Colour skin;
  Colour hair;
  Colour shirt;
  Colour wall;
  Layer room;
  Layer person;
  gint8 *noise;
};

/* --- Random textures ----------------------------------------------------------------------------------------------------- */

static float
lattice (int   x,
         int   y,
         guint seed)
{
  guint32 hash = (guint32) x * 0x8da6b343u ^ (guint32) y * 0xd8163841u ^ seed * 0xcb1ab31fu;

  hash = (hash ^ (hash >> 13)) * 0x5bd1e995u;

  return (float) ((hash ^ (hash >> 15)) & 0xffff) / 65535.0f;
}

static float
smooth_noise (float x,
              float y,
              guint seed)
{
  int left = (int) floorf (x);
  int top = (int) floorf (y);
  float u = x - (float) left;
  float v = y - (float) top;
  float upper, lower;

  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  upper = lattice (left, top, seed) * (1 - u) + lattice (left + 1, top, seed) * u;
  lower = lattice (left, top + 1, seed) * (1 - u) + lattice (left + 1, top + 1, seed) * u;

  return upper * (1 - v) + lower * v;
}

static float
fractal_noise (float x,
               float y,
               int   octaves,
               guint seed)
{
  float sum = 0;
  float weight = 0.5f;

  for (int octave = 0; octave < octaves; octave++)
    {
      sum += weight * smooth_noise (x, y, seed + octave);
      weight /= 2;
      x *= 2.03f;
      y *= 2.03f;
    }

  return sum;
}

/* --- Colours ------------------------------------------------------------------------------------------------------------- */

static Colour
mix (Colour a,
     Colour b,
     float  share)
{
  share = CLAMP (share, 0.0f, 1.0f);

  return (Colour) {
    a.red + (b.red - a.red) * share,
    a.green + (b.green - a.green) * share,
    a.blue + (b.blue - a.blue) * share,
  };
}

static Colour
shade (Colour colour,
       float  light)
{
  return (Colour) { colour.red * light, colour.green * light, colour.blue * light };
}

/* A colour of the given hue (0 to 1), not very strong. */
static Colour
pastel (float hue,
        float light,
        float strength)
{
  float angle = 2 * (float) G_PI * hue;

  return (Colour) {
    light * (1 + strength * cosf (angle)),
    light * (1 + strength * cosf (angle - 2.094f)),
    light * (1 + strength * cosf (angle + 2.094f)),
  };
}

static guint8
to_luma (Colour colour)
{
  float luma = 0.299f * colour.red + 0.587f * colour.green + 0.114f * colour.blue;

  return (guint8) (16 + 219 * CLAMP (luma, 0.0f, 1.0f));
}

static void
put_pixel (Layer *layer,
           int    x,
           int    y,
           Colour colour)
{
  guint8 *pair = layer->pixels + ((gsize) y * layer->width + (x & ~1)) * 2;
  float luma = 0.299f * colour.red + 0.587f * colour.green + 0.114f * colour.blue;

  pair[(x & 1) * 2] = to_luma (colour);
  if ((x & 1) == 0)
    {
      pair[1] = (guint8) CLAMP (128 + 126 * (colour.blue - luma), 16, 240);
      pair[3] = (guint8) CLAMP (128 + 160 * (colour.red - luma), 16, 240);
    }
}

/* --- The still parts ----------------------------------------------------------------------------------------------------- */

static void
layer_init (Layer   *layer,
            int      width,
            int      height,
            gboolean covers)
{
  layer->width = width;
  layer->height = height;
  layer->pixels = g_malloc0 ((gsize) width * height * 2);
  layer->cover = covers ? NULL : g_malloc0 ((gsize) width * height * 2);
}

static void
layer_clear (Layer *layer)
{
  g_clear_pointer (&layer->pixels, g_free);
  g_clear_pointer (&layer->cover, g_free);
}

/* A wall with the light of a window from the left, and lamps and book spines that are out of focus. */
static Colour
room_at (const LabPicture *self,
         float             u,
         float             v)
{
  Colour colour = shade (self->wall, 0.55f + 0.45f * expf (-2.2f * ((u - 0.15f) * (u - 0.15f) + (v - 0.3f) * (v - 0.3f))));
  float grain = fractal_noise (u * 24, v * 24, 5, self->seed + 100);

  if (v > 0.18f && v < 0.62f && u > 1.2f)
    {
      float spine = smooth_noise (u * 26, floorf (v * 4.6f) * 7, self->seed + 200);
      float board = CLAMP ((fabsf (v * 4.6f - roundf (v * 4.6f)) - 0.06f) * 12, 0.0f, 1.0f);

      colour = mix (shade (self->wall, 0.3f), shade (pastel (0.08f + 0.5f * spine, 0.42f, 0.22f), 0.6f + 0.7f * lattice ((int) (u * 26), 5, self->seed)), board);
    }

  for (int lamp = 0; lamp < 6; lamp++)
    {
      float x = lattice (lamp, 1, self->seed + 300) * 1.9f - u;
      float y = lattice (lamp, 2, self->seed + 300) * 0.7f - v;
      float distance = sqrtf (x * x + y * y) / (0.05f + 0.05f * lattice (lamp, 3, self->seed + 300));

      colour = mix (colour, (Colour) { 1.0f, 0.86f, 0.62f }, 0.5f * CLAMP ((1.1f - distance) * 5, 0.0f, 1.0f));
    }

  return shade (colour, 0.78f + 0.45f * grain);
}

static void
paint_room (LabPicture *self)
{
  Layer *room = &self->room;

  for (int y = 0; y < room->height; y++)
    for (int x = 0; x < room->width; x++)
      put_pixel (room, x, y, room_at (self, (float) x / self->height, (float) y / self->height));
}

/* How far inside an ellipse a point is: 1 in the centre, 0 on the edge, negative outside. */
static float
inside (float u,
        float v,
        float centre_u,
        float centre_v,
        float radius_u,
        float radius_v)
{
  float x = (u - centre_u) / radius_u;
  float y = (v - centre_v) / radius_v;

  return 1 - sqrtf (x * x + y * y);
}

static void
lay (Colour *colour,
     float  *cover,
     Colour  with,
     float   edge,
     float   softness)
{
  float share = CLAMP (0.5f + edge / softness, 0.0f, 1.0f);

  *colour = mix (*colour, with, share);
  *cover = MAX (*cover, share);
}

/* The person without what moves in the face; @u runs from −0.5 to 0.5 across the shoulders, @v from 0 above the hair to 1. */
static float
person_at (const LabPicture *self,
           float             u,
           float             v,
           Colour           *colour)
{
  float cover = 0;
  float light = 0.92f - 0.55f * u;
  float strand = smooth_noise (u * 90 + 6 * v, v * 14, self->seed + 400);
  float weave = fractal_noise (u * 60, v * 60, 3, self->seed + 500);
  float pore = fractal_noise (u * 110, v * 110, 3, self->seed + 600);
  float face = inside (u, v, 0, 0.40f, 0.165f, 0.225f);
  Colour lips = mix (self->skin, (Colour) { 0.62f, 0.2f, 0.2f }, 0.6f);

  lay (colour, &cover, shade (self->hair, 0.7f + 0.5f * strand), inside (u, v, 0, 0.37f, 0.205f, 0.26f), 0.06f);
  lay (colour, &cover, shade (self->skin, 0.62f * light), inside (u, v, 0, 0.64f, 0.085f, 0.17f), 0.08f);
  lay (colour, &cover, shade (self->shirt, light * (0.65f + 0.5f * weave)), inside (u, v, 0, 1.06f, 0.44f, 0.36f), 0.02f);
  lay (colour, &cover, shade (self->skin, light * (0.78f + 0.3f * sqrtf (CLAMP (face, 0.0f, 1.0f))) * (0.94f + 0.12f * pore)), face, 0.04f);
  lay (colour, &cover, shade (self->hair, 0.8f + 0.5f * strand),
       MIN (face + 0.12f, 0.245f + 0.35f * u * u + 0.02f * strand - v), 0.03f);

  for (int side = -1; side <= 1; side += 2)
    {
      float eye = (float) side * 0.068f;

      lay (colour, &cover, shade (self->hair, 0.6f), inside (u, v, eye, 0.325f, 0.042f, 0.011f), 0.5f);
      lay (colour, &cover, (Colour) { 0.93f, 0.92f, 0.9f }, inside (u, v, eye, 0.37f, 0.033f, 0.019f), 0.2f);
      lay (colour, &cover, (Colour) { 0.16f, 0.12f, 0.1f }, inside (u, v, eye, 0.37f, 0.015f, 0.017f), 0.25f);
    }
  lay (colour, &cover, shade (self->skin, 0.72f), inside (u, v, 0.012f, 0.455f, 0.024f, 0.016f), 0.9f);
  lay (colour, &cover, lips, inside (u, v, 0, 0.53f, 0.062f, 0.016f), 0.4f);

  return cover;
}

static void
paint_person (LabPicture *self)
{
  Layer *person = &self->person;

  for (int y = 0; y < person->height; y++)
    for (int x = 0; x < person->width; x++)
      {
        Colour colour = self->hair;
        float u = ((float) x + 0.5f) / (float) person->width - 0.5f;
        float v = ((float) y + 0.5f) / (float) person->height;
        float cover = person_at (self, u, v, &colour);
        guint8 *covers = person->cover + ((gsize) y * person->width + x) * 2;

        put_pixel (person, x, y, colour);
        covers[0] = covers[1] = (guint8) (255 * cover);
      }
}

static void
choose_colours (LabPicture *self)
{
  static const Colour skins[] = {
    { 0.95f, 0.76f, 0.65f }, { 0.55f, 0.37f, 0.27f }, { 0.85f, 0.64f, 0.48f }, { 0.98f, 0.83f, 0.74f }, { 0.42f, 0.28f, 0.21f },
  };
  static const Colour hairs[] = {
    { 0.24f, 0.15f, 0.10f }, { 0.09f, 0.08f, 0.08f }, { 0.66f, 0.48f, 0.26f }, { 0.45f, 0.22f, 0.12f }, { 0.62f, 0.60f, 0.58f },
  };

  self->skin = skins[self->seed % G_N_ELEMENTS (skins)];
  self->hair = hairs[(self->seed * 3 + self->seed / 5) % G_N_ELEMENTS (hairs)];
  self->shirt = pastel ((float) self->seed * 0.381966f, 0.5f, 0.6f);
  self->wall = pastel ((float) self->seed * 0.618034f + 0.1f, 0.68f, 0.16f);
}

LabPicture *
lab_picture_new (int   width,
                 int   height,
                 guint seed)
{
  LabPicture *self;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  int margin = 2 * (int) ceil (SHAKE * height) + 2;

  g_return_val_if_fail (width >= 64 && width <= 4096 && width % 2 == 0, NULL);
  g_return_val_if_fail (height >= 36 && height <= 2160 && height % 2 == 0, NULL);

  self = g_new0 (LabPicture, 1);
  self->width = width;
  self->height = height;
  self->seed = seed;
  choose_colours (self);

  layer_init (&self->room, width + 2 * margin, height + 2 * margin, TRUE);
  paint_room (self);
  layer_init (&self->person, height & ~1, height, FALSE);
  paint_person (self);

  /* Three even distributions added up are near enough to a sensor's noise. */
  self->noise = g_malloc (NOISE_BYTES);
  for (int i = 0; i < NOISE_BYTES; i++)
    self->noise[i] = (gint8) ((g_rand_int_range (random, -NOISE_DEPTH, NOISE_DEPTH + 1)
                               + g_rand_int_range (random, -NOISE_DEPTH, NOISE_DEPTH + 1)
                               + g_rand_int_range (random, -NOISE_DEPTH, NOISE_DEPTH + 1)) / 2);

  return self;
}

void
lab_picture_free (LabPicture *self)
{
  layer_clear (&self->room);
  layer_clear (&self->person);
  g_free (self->noise);
  g_free (self);
}

/* --- One picture --------------------------------------------------------------------------------------------------------- */

/* Copies the part of @layer that begins at @left, @top (even) under a picture. */
static void
draw_room (const LabPicture *self,
           guint8           *pixels,
           int               stride,
           int               left,
           int               top)
{
  for (int y = 0; y < self->height; y++)
    memcpy (pixels + (gsize) y * stride,
            self->room.pixels + ((gsize) (y + top) * self->room.width + left) * 2,
            (gsize) self->width * 2);
}

static void
draw_person (const LabPicture *self,
             guint8           *pixels,
             int               stride,
             int               left,
             int               top)
{
  const Layer *person = &self->person;
  int first = MAX (0, -left);
  int last = MIN (person->width, self->width - left);

  for (int y = MAX (0, -top); y < MIN (person->height, self->height - top); y++)
    {
      gsize offset = (gsize) y * person->width * 2;
      const guint8 *from = person->pixels + offset;
      const guint8 *cover = person->cover + offset;
      guint8 *to = pixels + (gsize) (y + top) * stride + 2 * left;

      for (int i = 2 * first; i < 2 * last; i++)
        to[i] = (guint8) ((to[i] * (255 - cover[i]) + from[i] * cover[i] + 127) / 255);
    }
}

static void
draw_ellipse (const LabPicture *self,
              guint8           *pixels,
              int               stride,
              float             centre_x,
              float             centre_y,
              float             radius_x,
              float             radius_y,
              guint8            luma)
{
  for (int y = MAX (0, (int) (centre_y - radius_y)); y < MIN (self->height, (int) (centre_y + radius_y) + 1); y++)
    for (int x = MAX (0, (int) (centre_x - radius_x)); x < MIN (self->width, (int) (centre_x + radius_x) + 1); x++)
      if (inside ((float) x, (float) y, centre_x, centre_y, radius_x, radius_y) > 0)
        pixels[(gsize) y * stride + 2 * x] = luma;
}

/* A mouth that speaks and eyes that blink, so that the person is not a photograph on a stick. */
static void
draw_face (const LabPicture *self,
           guint8           *pixels,
           int               stride,
           int               left,
           int               top,
           double            seconds)
{
  float size = (float) self->person.height;
  float centre = (float) left + (float) self->person.width / 2;
  float opening = 0.5f + 0.5f * sinf ((float) (seconds * 17)) * sinf ((float) (seconds * 5.3));
  double blink = fmod (seconds + self->seed, 3.7);

  draw_ellipse (self, pixels, stride, centre, (float) top + 0.532f * size, 0.045f * size, (0.004f + 0.02f * opening) * size, 40);
  if (blink < 0.15)
    for (int side = -1; side <= 1; side += 2)
      draw_ellipse (self, pixels, stride, centre + (float) side * 0.068f * size, (float) top + 0.37f * size,
                    0.036f * size, 0.022f * size, to_luma (shade (self->skin, 0.8f)));
}

static void
add_noise (const LabPicture *self,
           guint8           *pixels,
           int               stride,
           gint64            taken_at)
{
  guint32 random = (guint32) taken_at;

  for (int y = 0; y < self->height; y++)
    {
      guint8 *row = pixels + (gsize) y * stride;
      const gint8 *noise;

      random = random * 1664525u + 1013904223u;
      noise = self->noise + (random >> 8) % (NOISE_BYTES - 2 * 4096);
      for (int i = 0; i < 2 * self->width; i++)
        {
          int value = row[i] + noise[i];

          row[i] = (guint8) CLAMP (value, 16, 235);
        }
    }
}

static void
draw_stamp (const LabPicture *self,
            guint8           *pixels,
            int               stride,
            gint64            taken_at)
{
  guint32 cells = hearth_picture_stamp_encode (taken_at);

  for (int y = 0; y < self->height / HEARTH_PICTURE_STAMP_ROWS; y++)
    for (int x = 0; x < self->width; x++)
      {
        int cell = x * HEARTH_PICTURE_STAMP_CELLS / self->width;
        guint8 *pixel = pixels + (gsize) y * stride + 2 * x;

        pixel[0] = (cells >> (HEARTH_PICTURE_STAMP_CELLS - 1 - cell)) & 1 ? 235 : 16;
        pixel[1] = 128;
      }
}

void
lab_picture_draw (LabPicture *self,
                  guint8     *pixels,
                  int         stride,
                  gint64      taken_at)
{
  double seconds = (double) (taken_at % ((gint64) 3600 * G_USEC_PER_SEC)) / G_USEC_PER_SEC;
  int shake = (int) (SHAKE * self->height);
  int pan_x = shake + (int) (shake * sin (seconds * 3.3) * cos (seconds * 0.9));
  int pan_y = shake + (int) (shake * cos (seconds * 2.1));
  int left = (self->width - self->person.width) / 2 + (int) (0.09 * self->height * sin (seconds * 1.4 + self->seed));
  int top = (int) (0.09 * self->height + 0.015 * self->height * sin (seconds * 3.9));

  draw_room (self, pixels, stride, pan_x & ~1, pan_y);
  draw_person (self, pixels, stride, left & ~1, top);
  draw_face (self, pixels, stride, left & ~1, top, seconds);
  add_noise (self, pixels, stride, taken_at);
  draw_stamp (self, pixels, stride, taken_at);
}
